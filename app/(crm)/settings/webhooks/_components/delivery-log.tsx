"use client";

import { CircleCheck, CircleX, Clock, RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { usePages } from "@/components/data/use-pages";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/states/skeleton";
import { useReason } from "@/components/ui/use-reason";
import { callApi } from "@/lib/api-client/call-api";
import type { Page } from "@/lib/core/schemas";
import type { WebhookDelivery } from "@/lib/webhooks/schemas";

/** Milliseconds between looks while a delivery waits for its answer. */
const lookEvery = 2000;

/** A webhook's deliveries, newest first: what came of each, what was sent, and once more. */
export function DeliveryLog({ webhookId }: { webhookId: number }) {
  const t = useTranslations("settings.webhooks");
  const common = useTranslations("common");
  const log = usePages<WebhookDelivery>(
    ["deliveries", `/api/webhooks/${webhookId}/deliveries/?limit=20`],
    { refetchInterval: ({ state }) => (state.data?.pages.some(isWaiting) ? lookEvery : false) },
  );
  const { items: lines } = log;

  if (log.isError) {
    return (
      <p role="alert" className="mt-2 text-destructive text-secondary">
        {t("logFailed")}{" "}
        <Button variant="outline" size="small" onClick={() => void log.refetch()}>
          {common("retry")}
        </Button>
      </p>
    );
  }
  if (!lines) return <Skeleton className="mt-2 h-16" />;
  if (lines.length === 0) {
    return <p className="mt-2 text-muted-foreground text-secondary">{t("noDeliveries")}</p>;
  }
  return (
    <div className="mt-2 rounded-control border">
      <ul className="divide-y">
        {lines.map((line) => (
          <Line key={line.id} line={line} onReplayed={log.refetch} />
        ))}
      </ul>
      {log.hasNextPage ? (
        <Button variant="ghost" className="w-full" onClick={() => void log.more()}>
          {common("loadMore")}
        </Button>
      ) : null}
    </div>
  );
}

const isWaiting = ({ results }: Page<WebhookDelivery>) =>
  results.some(({ status, attempts }) => status === "pending" && attempts === 0);

const icons = { delivered: CircleCheck, failed: CircleX, pending: Clock };
const colours = {
  delivered: "text-status-active",
  failed: "text-status-failed",
  pending: "text-status-unknown",
};

function Line({ line, onReplayed }: { line: WebhookDelivery; onReplayed: () => Promise<unknown> }) {
  const t = useTranslations("settings.webhooks");
  const reason = useReason(line);
  const Icon = icons[line.status];
  return (
    <li className="px-3 py-2 text-secondary">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className={`flex items-center gap-1.5 ${colours[line.status]}`}>
          <Icon aria-hidden="true" className="size-4" />
          {t(`status.${line.status}`)}
        </span>
        <code className="text-meta">{line.event}</code>
        <RelativeTime at={line.created_at} className="text-meta text-muted-foreground" />
        <span className="text-meta text-muted-foreground tabular-nums">
          {t("attempts", { count: line.attempts })}
        </span>
        <Button
          variant="ghost"
          size="small"
          className="ml-auto"
          onClick={() =>
            void callApi(`/api/webhook-deliveries/${line.id}/replay/`, { method: "POST" }).then(
              onReplayed,
            )
          }
        >
          <RotateCw aria-hidden="true" />
          {t("replay")}
        </Button>
      </div>
      {reason ? (
        <p className="mt-1 text-meta text-status-failed [overflow-wrap:anywhere]">{reason}</p>
      ) : null}
      <details className="mt-1">
        <summary className="w-fit cursor-pointer text-meta text-muted-foreground">
          {t("payload")}
        </summary>
        <pre
          tabIndex={0}
          className="mt-1 max-h-64 overflow-auto rounded-control bg-muted p-2 text-meta"
        >
          {JSON.stringify(line.payload, null, 2)}
        </pre>
      </details>
    </li>
  );
}
