"use client";

import { RotateCw } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { useRefusal } from "@/components/shell/use-refusal";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { toast } from "@/components/ui/overlay/toast";
import { callApi } from "@/lib/api-client/call-api";
import type { FailedUpdate } from "@/lib/telegram/schemas";

/** Updates that are kept but were not applied, with the reason and a button to try again. */
export function FailedUpdates({ updates, hasMore }: { updates: FailedUpdate[]; hasMore: boolean }) {
  const t = useTranslations("settings.telegram");
  return (
    <section className="max-w-3xl">
      <h2 className="font-semibold">{t("failedTitle")}</h2>
      <p className="mt-0.5 mb-2 text-muted-foreground text-secondary">{t("failedHint")}</p>
      {updates.length === 0 ? (
        <p className="rounded-card border border-dashed p-4 text-muted-foreground text-secondary">
          {t("noneFailed")}
        </p>
      ) : (
        <Card className="divide-y">
          {updates.map((update) => (
            <FailedUpdateRow key={update.id} update={update} />
          ))}
        </Card>
      )}
      {hasMore ? <p className="mt-2 text-meta text-muted-foreground">{t("moreFailed")}</p> : null}
    </section>
  );
}

function FailedUpdateRow({ update }: { update: FailedUpdate }) {
  const t = useTranslations("settings.telegram");
  const format = useFormatter();
  const ask = useRefusal();
  const [error, setError] = useState<string>();
  const [isPending, setIsPending] = useState(false);

  async function replay() {
    setIsPending(true);
    setError(
      await ask(async () => {
        await callApi(`/api/telegram/failed-updates/${update.id}/replay/`, { method: "POST" });
        toast.success(t("replayed"));
      }),
    );
    setIsPending(false);
  }

  return (
    <div className="flex flex-wrap items-center gap-3 px-4 py-3">
      <div className="min-w-0 flex-1">
        <p className="font-medium">
          {update.kind} · {update.update_id}
        </p>
        <p className="text-muted-foreground text-secondary [overflow-wrap:anywhere]">
          {error ?? update.reason ?? t("noReason")}
        </p>
        <p className="text-meta text-muted-foreground">
          {format.dateTime(new Date(update.received_at), {
            dateStyle: "medium",
            timeStyle: "short",
          })}
          {" · "}
          {t("attempts", { count: update.attempts })}
        </p>
      </div>
      <Button variant="outline" isUnavailable={isPending} onClick={replay}>
        <RotateCw aria-hidden="true" />
        {t("replay")}
      </Button>
    </div>
  );
}
