"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { realtimeEvents } from "@/lib/realtime/events";
import type { Statistics } from "@/lib/statistics/schemas";

/** The figures of a query, read again when something changes, but not more often than each 5 s. */
export function useStatistics(query: string | null) {
  return useQuery<Statistics>({
    queryKey: [realtimeEvents.conversationsChanged, `/api/statistics/?${query}`],
    enabled: query !== null,
    placeholderData: keepPreviousData,
    meta: { pause: 5000 },
  });
}
