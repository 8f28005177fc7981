"use client";

import { useFormatter } from "next-intl";

/** Days (YYYY-MM-DD, already in the report's zone) in the reader's words. */
export function useDays() {
  const format = useFormatter();
  const noon = (day: string) => new Date(`${day}T12:00:00Z`);
  return {
    range: (from: string, to: string) =>
      format.dateTimeRange(noon(from), noon(to), {
        day: "numeric",
        month: "short",
        year: "numeric",
        timeZone: "UTC",
      }),
    day: (day: string) =>
      format.dateTime(noon(day), { day: "numeric", month: "short", timeZone: "UTC" }),
  };
}
