import { addDays, dayOf, momentsOf } from "@/lib/core/days";
import { day as dayMs } from "@/lib/core/time";
import { type Days, spanMinutes, spansOf, weekdays } from "./hours";

/** Whether it is open, and when that next changes; null: never. */
export type OpenState = { isOpen: boolean; changesAt: Date | null };

/**
 * Whether working hours are open at a moment, as `is_open_at` in the database says it. A span is open
 * without a break from when the clocks first show its beginning until they first show its end. Throws
 * `RangeError` for a time zone that the browser does not know.
 */
export function openState(hours: { time_zone: string; days: Days }, at: Date): OpenState {
  const [next, ...later] = openTimes(hours, at);
  if (!next) return { isOpen: false, changesAt: null };
  if (next.opens > at) return { isOpen: false, changesAt: next.opens };
  let { closes } = next;
  for (const span of later) {
    if (span.opens > closes) break;
    if (span.closes > closes) closes = span.closes;
  }
  const isEndless = closes.getTime() - at.getTime() > 8 * dayMs;
  return { isOpen: true, changesAt: isEndless ? null : closes };
}

/**
 * What is not over at a moment, by its beginning: from yesterday's spans, which may last until today, over
 * two weeks: a span that a change of clocks skips this week comes again in the next one.
 */
function openTimes({ time_zone, days }: { time_zone: string; days: Days }, at: Date) {
  const momentOf = momentsOf(time_zone);
  const today = dayOf(at, time_zone);
  return Array.from({ length: 17 }, (_, index) => addDays(today, index - 1))
    .flatMap((day) =>
      spansOf(days[weekdayOf(day)]).map((span) => {
        const { from, to } = spanMinutes(span);
        return { opens: momentOf(day, from), closes: momentOf(day, to) };
      }),
    )
    .filter(({ opens, closes }) => closes > at && closes > opens)
    .sort((a, b) => a.opens.getTime() - b.opens.getTime());
}

function weekdayOf(day: string) {
  const sundayFirst = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekdays[(sundayFirst + 6) % 7] ?? "1";
}
