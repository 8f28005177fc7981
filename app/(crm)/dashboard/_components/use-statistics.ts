"use client";

import { useEffect, useState } from "react";
import { catchUp } from "@/components/live/catch-up";
import { useLive } from "@/components/live/live-provider";
import { callApi } from "@/lib/api-client/call-api";
import type { Statistics } from "@/lib/statistics/schemas";

/** Milliseconds between two readings, however many hints come. */
const pause = 5000;

/** The figures of a query, read again when something changes; undefined while the first loads. */
export function useStatistics(query: string | null) {
  const { listen } = useLive();
  const [figures, setFigures] = useState<Statistics>();
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => {
    if (query === null) return;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let readAt = 0;
    const ask = catchUp(async () => {
      readAt = Date.now();
      const answer = await callApi<Statistics>(`/api/statistics/?${query}`).catch(() => null);
      if (isOver) return;
      setHasFailed(answer === null);
      if (answer) setFigures(answer);
    });
    void ask();
    const stop = listen(() => {
      timer ??= setTimeout(
        () => {
          timer = undefined;
          void ask();
        },
        Math.max(0, readAt + pause - Date.now()),
      );
    });
    return () => {
      isOver = true;
      clearTimeout(timer);
      stop();
    };
  }, [query, listen]);
  return { figures, hasFailed };
}
