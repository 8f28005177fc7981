"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ConversationCounts } from "@/lib/conversations/schemas";
import { realtimeEvents } from "@/lib/realtime/events";
import { freshFor } from "./use-seed";

export const countsKey = (filter = "") => [
  realtimeEvents.conversationsChanged,
  "counts",
  `/api/conversations/counts/?${filter}`,
];

/** How many conversations each view has, within a filter; the list and the title share the answer. */
export function useCounts(filter = ""): ConversationCounts | undefined {
  const queryKey = countsKey(filter);
  return useQuery<ConversationCounts>({
    queryKey,
    staleTime: freshFor,
    placeholderData: keepPreviousData,
    meta: { pause: 1000 },
  }).data;
}
