"use client";

import { EllipsisVertical, Pencil, UserRoundCheck, UserRoundX } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRefusal } from "@/components/shell/use-refusal";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/toast";
import { callApi } from "@/lib/api-client/call-api";
import type { Operator } from "@/lib/operators/schemas";

/** What was chosen in a person's menu. */
export type PersonAsk = { person: Operator; kind: "edit" | "deactivate" };

/** The menu of a person whom the reader may change; one's own access is not in it. */
export function PersonActions({
  person,
  isSelf,
  onAsk,
}: {
  person: Operator;
  isSelf: boolean;
  onAsk: (asked: PersonAsk) => void;
}) {
  const t = useTranslations("operators");
  const ask = useRefusal();

  async function letBackIn() {
    const body = { is_active: true };
    const refusal = await ask(() =>
      callApi(`/api/operators/${person.id}/`, { method: "PATCH", body }),
    );
    if (refusal) toast.error(refusal);
    else toast(t("reactivated", { name: person.name }));
  }

  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          variant="ghost"
          size="icon"
          aria-label={t("actions", { name: person.name })}
          data-testid={`operator-menu-${person.id}`}
        >
          <EllipsisVertical aria-hidden="true" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={() => onAsk({ person, kind: "edit" })}>
          <Pencil aria-hidden="true" />
          {t("edit")}
        </DropdownMenuItem>
        {isSelf ? null : person.is_active ? (
          <DropdownMenuItem onSelect={() => onAsk({ person, kind: "deactivate" })}>
            <UserRoundX aria-hidden="true" />
            {t("deactivate")}
          </DropdownMenuItem>
        ) : (
          <DropdownMenuItem onSelect={letBackIn}>
            <UserRoundCheck aria-hidden="true" />
            {t("reactivate")}
          </DropdownMenuItem>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
