"use client";

import { useCallback, useEffect, useState } from "react";
import { useLive } from "@/components/live/live-provider";
import { callApi } from "@/lib/api-client/call-api";
import type { Page } from "@/lib/core/schemas";
import type { ListedReport } from "@/lib/reports/schemas";

/** Milliseconds between questions while a report is being made: hints may be lost. */
const interval = 3000;

/** The latest kept reports; progress comes by hints, and by asking while something is made. */
export function useReports() {
  const { listenReports } = useLive();
  const [reports, setReports] = useState<ListedReport[]>();
  const [hasFailed, setHasFailed] = useState(false);
  const reload = useCallback(async () => {
    const page = await callApi<Page<ListedReport>>("/api/reports/?limit=100").catch(() => null);
    setHasFailed(page === null);
    if (page) setReports(page.results);
  }, []);
  const isMaking = reports?.some(({ status }) => status === "queued" || status === "running");
  useEffect(() => void reload(), [reload]);
  useEffect(() => listenReports(() => void reload()), [listenReports, reload]);
  useEffect(() => {
    if (!isMaking) return;
    const timer = setInterval(() => void reload(), interval);
    return () => clearInterval(timer);
  }, [isMaking, reload]);
  return { reports, hasFailed, reload };
}
