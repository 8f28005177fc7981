import { useFormatter } from "next-intl";
import type { Weekday } from "@/lib/departments/hours";

/** Names of weekdays in the reader's language. */
export function useDayName(): (day: Weekday, length: "long" | "short") => string {
  const format = useFormatter();
  // 1 January 2024 was a Monday.
  return (day, weekday) =>
    format.dateTime(new Date(Date.UTC(2024, 0, Number(day))), { weekday, timeZone: "UTC" });
}
