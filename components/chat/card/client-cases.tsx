"use client";

import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { useDuration } from "@/components/charts/use-duration";
import { useAddress } from "@/components/clients/use-address";
import { FailedNote } from "@/components/ui/states/failed-note";
import { Skeleton } from "@/components/ui/states/skeleton";
import type { Case } from "@/lib/conversations/schemas";
import type { Page } from "@/lib/core/schemas";
import { realtimeEvents } from "@/lib/realtime/events";

/** The client's cases, newest first, with how long the first answer took. */
export function ClientCases({
  clientId,
  operatorNames,
  onJump,
}: {
  clientId: number;
  operatorNames: Record<number, string>;
  onJump?: (() => void) | undefined;
}) {
  const t = useTranslations("chat");
  const { set } = useAddress();
  const duration = useDuration();
  const format = useFormatter();
  const { data, isLoadingError, refetch } = useQuery<Page<Case>>({
    queryKey: [
      realtimeEvents.conversationChanged,
      clientId,
      `/api/clients/${clientId}/cases/?limit=50`,
    ],
  });

  if (isLoadingError) return <FailedNote onRetry={refetch} className="mt-2" />;
  if (!data) return <Skeleton className="mt-3 h-12" />;
  if (data.results.length === 0) {
    return <p className="mt-3 text-muted-foreground text-secondary">{t("noCases")}</p>;
  }
  return (
    <ol className="mt-2 grid gap-2">
      {data.results.map((one) => (
        <li key={one.id} className="rounded-control border p-2 text-secondary">
          <p className="flex justify-between gap-2">
            <span className="tabular-nums">
              {format.dateTime(new Date(one.opened_at), {
                dateStyle: "medium",
                timeStyle: "short",
              })}
            </span>
            <span className="text-muted-foreground">
              {one.closed_at ? t("caseClosed") : t("caseOpen")}
            </span>
          </p>
          <p className="text-meta text-muted-foreground">
            {one.first_response_at
              ? t("firstAnswer", {
                  time: duration(secondsBetween(one.opened_at, one.first_response_at)),
                  name: operatorNames[one.first_response_operator_id ?? 0] ?? "",
                })
              : t("noAnswerYet")}
          </p>
          {one.first_message_id ? (
            <button
              type="button"
              className="text-meta text-primary underline-offset-2 hover:underline pointer-coarse:py-2"
              onClick={() => {
                set({ message: String(one.first_message_id) });
                onJump?.();
              }}
            >
              {t("toCase")}
            </button>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

function secondsBetween(from: string, to: string): number {
  return Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000);
}
