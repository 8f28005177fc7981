"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useLogWords } from "@/components/logs/use-log-words";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { callApi } from "@/lib/api-client/call-api";
import type { Page } from "@/lib/core/schemas";
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
  const [lines, setLines] = useState<Activity[] | null>(null);
  const [cursor, setCursor] = useState<string | null>(null);
  const path = `/api/clients/${clientId}/activity/?limit=20`;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the client is a line here
  useEffect(() => {
    let isOver = false;
    callApi<Page<Activity>>(path).then(
      (page) => {
        if (isOver) return;
        setLines(page.results);
        setCursor(page.next_cursor);
      },
      () => !isOver && setLines((before) => before ?? []),
    );
    return () => {
      isOver = true;
    };
  }, [path, changedAt]);

  async function more() {
    const page = await callApi<Page<Activity>>(`${path}&cursor=${cursor}`).catch(() => null);
    if (!page) return;
    setLines((before) => [...(before ?? []), ...page.results]);
    setCursor(page.next_cursor);
  }

  if (lines === null) return <Skeleton className="mt-3 h-12" />;
  if (lines.length === 0) {
    return <p className="mt-3 text-muted-foreground text-secondary">{t("noActivity")}</p>;
  }
  return (
    <>
      <ol className="mt-3 grid gap-3">
        {lines.map((line) => (
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
      {cursor ? (
        <Button variant="ghost" size="small" className="mt-2" onClick={() => void more()}>
          {t("moreActivity")}
        </Button>
      ) : null}
    </>
  );
}
