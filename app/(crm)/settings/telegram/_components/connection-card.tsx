"use client";

import { CircleAlert, CircleCheck, RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useRefusal } from "@/components/shell/use-refusal";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { toast } from "@/components/ui/overlay/toast";
import { RelativeTime } from "@/components/ui/relative-time";
import { callApi } from "@/lib/api-client/call-api";
import type { TelegramConnection } from "@/lib/telegram/schemas";

/** How the bot is connected, in figures and one word, with the button that mends it. */
export function ConnectionCard({ connection }: { connection: TelegramConnection }) {
  const t = useTranslations("settings.telegram");
  const ask = useRefusal();
  const [error, setError] = useState<string>();
  const [isPending, setIsPending] = useState(false);
  const isWell = connection.problem === null;
  const Icon = isWell ? CircleCheck : CircleAlert;

  async function repair() {
    setIsPending(true);
    setError(
      await ask(async () => {
        await callApi("/api/telegram/repair/", { method: "POST" });
        toast.success(t("repaired"));
      }),
    );
    setIsPending(false);
  }

  return (
    <Card className="max-w-3xl p-4">
      <div className="flex flex-wrap items-center gap-2">
        <Icon
          aria-hidden="true"
          className={isWell ? "size-5 text-status-active" : "size-5 text-status-failed"}
        />
        <h2 className="mr-auto font-semibold">
          {connection.problem === null ? t("well") : t(`problem.${connection.problem}`)}
        </h2>
        <Button variant="outline" isUnavailable={isPending} onClick={repair} data-testid="repair">
          <RotateCw aria-hidden="true" />
          {t("repair")}
        </Button>
      </div>
      {error ? (
        <p role="alert" className="mt-2 text-destructive text-secondary">
          {error}
        </p>
      ) : null}
      <dl className="mt-4 grid gap-x-4 text-secondary max-sm:mt-2 sm:grid-cols-[200px_1fr] sm:gap-y-2">
        <Fact name={t("bot")}>{connection.username ? `@${connection.username}` : null}</Fact>
        <Fact name={t("mode")}>{t(`modes.${connection.mode}`)}</Fact>
        {connection.mode === "webhook" ? (
          <>
            <Fact name={t("address")}>{connection.webhook_url}</Fact>
            {connection.is_right ? null : (
              <Fact name={t("expected")}>{connection.expected_url}</Fact>
            )}
          </>
        ) : null}
        <Fact name={t("pending")}>{connection.pending_updates}</Fact>
        <Fact name={t("lastError")}>
          {connection.last_error ? (
            <>
              {connection.last_error}{" "}
              {connection.last_error_at ? <RelativeTime at={connection.last_error_at} /> : null}
            </>
          ) : (
            t("noError")
          )}
        </Fact>
        {connection.stopped_reason ? (
          <Fact name={t("stoppedReason")}>{connection.stopped_reason}</Fact>
        ) : null}
        <Fact name={t("rate")}>{t("perMinute", { count: connection.sent_last_minute })}</Fact>
        <Fact name={t("checked")}>
          {connection.checked_at ? <RelativeTime at={connection.checked_at} /> : t("never")}
        </Fact>
      </dl>
    </Card>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted-foreground max-sm:mt-2">{name}</dt>
      <dd className="tabular-nums [overflow-wrap:anywhere]">{children ?? "—"}</dd>
    </>
  );
}
