import { addDays, dayOf, startOfDay } from "@/lib/core/days";
import { hour } from "@/lib/core/time";
import type { Period } from "./schemas";

/**
 * Where the bars of a period begin, the end of the last one included: hours of today, or days, in
 * the zone. A day in which clocks change has 23 or 25 hours.
 */
export function periodMarks(period: Period, timeZone: string, now: Date): Date[] {
  const today = dayOf(now, timeZone);
  if (period === "today") {
    const start = startOfDay(today, timeZone).getTime();
    const end = startOfDay(addDays(today, 1), timeZone).getTime();
    const hours = Math.round((end - start) / hour);
    return Array.from({ length: hours + 1 }, (_, index) =>
      index === hours ? new Date(end) : new Date(start + index * hour),
    );
  }
  const days = period === "7d" ? 7 : 30;
  return Array.from({ length: days + 1 }, (_, index) =>
    startOfDay(addDays(today, index - days + 1), timeZone),
  );
}
