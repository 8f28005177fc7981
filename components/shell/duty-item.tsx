"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DropdownMenuCheckboxItem } from "@/components/ui/overlay/dropdown-menu";
import { toast } from "@/components/ui/overlay/toast";
import { callApi } from "@/lib/api-client/call-api";

/** One's own switch: on duty, new clients come by themselves; off duty, they go to others. */
export function DutyItem({
  id,
  isOnDuty,
  releaseMinutes,
}: {
  id: number;
  isOnDuty: boolean;
  releaseMinutes: number;
}) {
  const t = useTranslations("assignment");
  const router = useRouter();
  const [isPending, setIsPending] = useState(false);

  async function change(next: boolean) {
    setIsPending(true);
    try {
      await callApi(`/api/operators/${id}/duty/`, { method: "POST", body: { is_on_duty: next } });
      router.refresh();
    } catch {
      toast.error(t("dutyFailed"));
    }
    setIsPending(false);
  }

  return (
    <>
      <DropdownMenuCheckboxItem
        checked={isOnDuty}
        disabled={isPending}
        onCheckedChange={(next) => void change(next)}
        // The menu stays, so that the change is seen.
        onSelect={(event) => event.preventDefault()}
        data-testid="duty"
      >
        {t("duty")}
      </DropdownMenuCheckboxItem>
      <p className="px-2 pb-1.5 text-meta text-muted-foreground">
        {t("dutyHint", { minutes: releaseMinutes })}
      </p>
    </>
  );
}
