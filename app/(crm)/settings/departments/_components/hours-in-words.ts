import type { WorkingHours } from "@/lib/departments/schemas";

/** Hours in one line: "09:00–18:00" when all open days are alike, else the earliest and latest. */
export function hoursInWords({ days, time_zone }: WorkingHours): string {
  const spans = Object.values(days).filter((span) => span !== undefined);
  const from = spans.map(([start]) => start).sort()[0];
  const to = spans
    .map(([, end]) => end)
    .sort()
    .at(-1);
  return from && to ? `${from}–${to}, ${time_zone}` : time_zone;
}
