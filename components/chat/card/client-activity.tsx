"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { usePages } from "@/components/data/use-pages";
import { useLogWords } from "@/components/logs/use-log-words";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { FailedNote } from "@/components/ui/states/failed-note";
import { Skeleton } from "@/components/ui/states/skeleton";
import type { Activity } from "@/lib/logs/schemas";
import { realtimeEvents } from "@/lib/realtime/events";

/** What was done with the client, newest first; read again when the client changes. */
export function ClientActivity({
  clientId,
  changedAt,
  operatorNames,
}: {
  clientId: number;
  changedAt: string;
  operatorNames: Record<number, string>;
}) {
  const t = useTranslations("chat");
  const logs = useTranslations("logs");
  const words = useLogWords(
    Object.entries(operatorNames).map(([id, name]) => ({ id: Number(id), name })),
  );
  const { items, hasNextPage, more, isLoadingError, refetch } = usePages<Activity>([
    realtimeEvents.conversationChanged,
    clientId,
    `/api/clients/${clientId}/activity/?limit=20`,
  ]);
  // One's own change is here before the event of it.
  const readAt = useRef(changedAt);
  useEffect(() => {
    if (readAt.current === changedAt) return;
    readAt.current = changedAt;
    void refetch();
  }, [changedAt, refetch]);

  if (isLoadingError) return <FailedNote onRetry={refetch} className="mt-2" />;
  if (!items) return <Skeleton className="mt-3 h-12" />;
  if (items.length === 0) {
    return <p className="mt-3 text-muted-foreground text-secondary">{t("noActivity")}</p>;
  }
  return (
    <>
      <ol className="mt-3 grid gap-3">
        {items.map((line) => (
          <li key={line.id} className="text-secondary">
            <p className="[overflow-wrap:anywhere]">
              {words.action(line)}
              {words.facts(line) ? (
                <span className="text-muted-foreground"> · {words.facts(line)}</span>
              ) : null}
            </p>
            <p className="text-meta text-muted-foreground">
              {line.operator_name ?? logs("system")}, <RelativeTime at={line.timestamp} />
            </p>
          </li>
        ))}
      </ol>
      {hasNextPage ? (
        <Button variant="ghost" size="small" className="mt-2" onClick={more}>
          {t("moreActivity")}
        </Button>
      ) : null}
    </>
  );
}
