/** ISO weekdays: "1" is Monday. */
export const weekdays = ["1", "2", "3", "4", "5", "6", "7"] as const;
export type Weekday = (typeof weekdays)[number];

/** From and to as "HH:MM", the end up to "24:00"; one that ends before it begins ends on the next day. */
export type Span = [from: string, to: string];

/** A day's only span, or several. */
export type DayHours = Span | Span[];
export type Days = Partial<Record<Weekday, DayHours>>;

/** Spans that a day may have. */
export const maxSpans = 6;

export const minutesOfDay = 24 * 60;

export function spansOf(day: DayHours | undefined): Span[] {
  if (!day) return [];
  return isOneSpan(day) ? [day] : day;
}

/**
 * Spans as a day keeps them, by their beginning: one as itself, the shape of versions that knew one
 * only; several as a list; none as nothing.
 */
export function toDayHours(spans: Span[]): DayHours | undefined {
  const sorted = spans.toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)));
  return sorted.length > 1 ? sorted : sorted[0];
}

/** The days that are open, each in the shape that `toDayHours` gives. */
export function openDays(days: Days): Days {
  const entries = weekdays.map((day) => [day, toDayHours(spansOf(days[day]))] as const);
  return Object.fromEntries(entries.filter(([, hours]) => hours !== undefined));
}

/** A span in minutes from midnight of the day on which it begins; past midnight it ends after 1440. */
export function spanMinutes([from, to]: Span): { from: number; to: number } {
  const [start, end] = [minutesOf(from), minutesOf(to)];
  return { from: start, to: end < start ? end + minutesOfDay : end };
}

/** Whether a span ends on the next day, later than its midnight. */
export function isOvernight(span: Span): boolean {
  return spanMinutes(span).to > minutesOfDay;
}

/** What is wrong with the span number `at` of a day: it has no length, or begins within another one. */
export type HoursFault = { day: Weekday; at: number; span: Span } & (
  | { kind: "empty" }
  | { kind: "overlap"; other: Span; isOfDayBefore: boolean }
);

/** Spans without a length, and those that begin while another one lasts, over midnight and Sunday too. */
export function hoursFaults(days: Days): HoursFault[] {
  const week = weekdays.flatMap((day, index) =>
    spansOf(days[day]).map((span, at) => {
      const { from, to } = spanMinutes(span);
      return { day, at, span, from: from + index * minutesOfDay, to: to + index * minutesOfDay };
    }),
  );
  return week.flatMap((one, place): HoursFault[] => {
    const { day, at, span } = one;
    if (one.from === one.to) return [{ day, at, span, kind: "empty" }];
    const other = week.find(
      (two, otherPlace) =>
        (two.from < one.from || (two.from === one.from && otherPlace < place)
          ? one.from
          : one.from + 7 * minutesOfDay) < two.to && two !== one,
    );
    if (!other) return [];
    const isOfDayBefore = other.day !== day;
    return [{ day, at, span, kind: "overlap", other: other.span, isOfDayBefore }];
  });
}

function isOneSpan(day: DayHours): day is Span {
  return typeof day[0] === "string";
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(":");
  return Number(hours) * 60 + Number(minutes);
}
