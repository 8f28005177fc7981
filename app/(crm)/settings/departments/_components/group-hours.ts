import { type Days, type Span, spansOf, type Weekday, weekdays } from "@/lib/departments/hours";

/** Neighbouring days with the same hours, first and last. */
export type HoursGroup = { from: Weekday; to: Weekday; spans: Span[] };

/** Open days of a week, those in a row with the same hours as one. */
export function groupHours(days: Days): HoursGroup[] {
  const groups: HoursGroup[] = [];
  let before: HoursGroup | undefined;
  for (const day of weekdays) {
    const spans = spansOf(days[day]);
    if (before && before.spans.join() === spans.join()) {
      before.to = day;
    } else {
      before = spans.length > 0 ? { from: day, to: day, spans } : undefined;
      if (before) groups.push(before);
    }
  }
  return groups;
}
