"use client";

import { useQuery } from "@tanstack/react-query";
import type { Page } from "@/lib/core/schemas";
import { realtimeEvents } from "@/lib/realtime/events";
import type { ListedReport } from "@/lib/reports/schemas";

/** Milliseconds between questions while a report is being made: hints may be lost. */
const interval = 3000;

/** The latest kept reports; progress comes by events, and by asking while something is made. */
export function useReports() {
  return useQuery<Page<ListedReport>>({
    queryKey: [realtimeEvents.reportChanged, "/api/reports/?limit=100"],
    refetchInterval: ({ state }) => (state.data?.results.some(isMaking) ? interval : false),
  });
}

const isMaking = ({ status }: ListedReport) => status === "queued" || status === "running";
