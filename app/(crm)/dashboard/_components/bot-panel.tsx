import { CircleCheck, CircleX } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Statistics } from "@/lib/statistics/schemas";

/** How the bot and the background jobs are, in words; what is wrong is red and says so. */
export function BotPanel({ bot }: { bot: NonNullable<Statistics["bot"]> }) {
  const t = useTranslations("dashboard");
  const words =
    bot.problem === null
      ? t("botRight")
      : t(`botProblem.${bot.problem}`, { reason: bot.stopped_reason ?? "" });
  return (
    <div className="grid gap-3 text-secondary">
      <Link
        href="/settings/telegram"
        className="flex items-center gap-2 underline-offset-2 hover:underline"
      >
        <Sign isGood={bot.problem === null} />
        {words}
      </Link>
      {bot.is_worker_alive === null ? null : (
        <p className="flex items-center gap-2">
          <Sign isGood={bot.is_worker_alive} />
          {t("worker")}: {t(bot.is_worker_alive ? "workerAlive" : "workerDead")}
        </p>
      )}
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <dt className="text-muted-foreground">{t("pending")}</dt>
        <dd className="tabular-nums">{bot.pending_updates ?? "—"}</dd>
        <dt className="text-muted-foreground">{t("failedUpdates")}</dt>
        <dd className="tabular-nums">{bot.failed_updates}</dd>
        <dt className="text-muted-foreground">{t("lastError")}</dt>
        <dd className="[overflow-wrap:anywhere]">{bot.last_error ?? "—"}</dd>
      </dl>
    </div>
  );
}

function Sign({ isGood }: { isGood: boolean }) {
  const Icon = isGood ? CircleCheck : CircleX;
  return (
    <Icon
      aria-hidden="true"
      className={`size-4 shrink-0 ${isGood ? "text-status-active" : "text-status-failed"}`}
    />
  );
}
