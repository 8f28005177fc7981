"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { useLiveAsk } from "@/components/live/use-live-ask";
import { useLogWords } from "@/components/logs/use-log-words";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { FailedNote } from "@/components/ui/states/failed-note";
import { Skeleton } from "@/components/ui/states/skeleton";
import { usePages } from "@/components/ui/use-pages";
import type { Activity } from "@/lib/logs/schemas";

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
  const { items, hasMore, more, hasFailed, ask, retry } = usePages<Activity>(
    `/api/clients/${clientId}/activity/?limit=20`,
  );
  useLiveAsk(clientId, ask);
  // One's own change is here before the hint of it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the client is a line here
  useEffect(() => void ask(), [changedAt]);

  if (hasFailed) return <FailedNote onRetry={retry} className="mt-2" />;
  if (items === null) return <Skeleton className="mt-3 h-12" />;
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
      {hasMore ? (
        <Button variant="ghost" size="small" className="mt-2" onClick={more}>
          {t("moreActivity")}
        </Button>
      ) : null}
    </>
  );
}
