import {
  type HoursFault,
  hoursFaults,
  type Span,
  spansOf,
  type Weekday,
  weekdays,
} from "@/lib/departments/hours";
import type { WorkingHours } from "@/lib/departments/schemas";
import { readSpan } from "./read-time";

export type SpanFault = HoursFault | { day: Weekday; at: number; kind: "from" | "to" };

/** Hours as they were typed, each time of day in its full form. */
export function readHours(hours: WorkingHours): WorkingHours {
  const days = weekdays.map((day) => [day, spansOf(hours.days[day]).map(readSpan)] as const);
  return {
    time_zone: hours.time_zone.trim(),
    days: Object.fromEntries(days.filter(([, spans]) => spans.length > 0)),
  };
}

/** What keeps hours from being saved, by span; call with what `readHours` gives. */
export function faultsOf(hours: WorkingHours): SpanFault[] {
  const unread = weekdays.flatMap((day) =>
    spansOf(hours.days[day]).flatMap((span, at) => {
      const kind = unreadEnd(span);
      return kind ? [{ day, at, kind }] : [];
    }),
  );
  return [...unread, ...hoursFaults(hours.days)];
}

/** A span to begin with after the others of a day, or before them; empty where there is no room. */
export function nextSpan(spans: Span[]): Span {
  const hours = spans.map(([from, to]) => ({
    from: Number.parseInt(from, 10),
    to: to < from ? 24 : Math.ceil(Number.parseInt(to, 10) + Number(!to.endsWith(":00"))),
  }));
  const last = Math.max(...hours.map(({ to }) => to));
  const first = Math.min(...hours.map(({ from }) => from));
  if (last < 23) return spanOf(last + 1, Math.min(last + 5, 24));
  if (first > 1) return spanOf(Math.max(first - 5, 0), first - 1);
  return ["", ""];
}

/** Whether the browser knows a time zone by this name. */
export function isKnownZone(name: string): boolean {
  try {
    return /^[A-Za-z]/.test(name) && Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}

function unreadEnd([from, to]: Span): "from" | "to" | undefined {
  const time = /^\d\d:\d\d$/;
  if (!time.test(from)) return "from";
  return time.test(to) ? undefined : "to";
}

function spanOf(from: number, to: number): Span {
  return readSpan([String(from), String(to)]);
}
