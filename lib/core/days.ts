import { day as dayMs, minute, second } from "./time";

/** The day of a moment in a zone. */
export function dayOf(moment: Date, timeZone: string): string {
  return new Date(clockOf(timeZone)(moment.getTime())).toISOString().slice(0, 10);
}

/** The day `count` days after (before, when negative) this one. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * dayMs).toISOString().slice(0, 10);
}

/** How many days a range holds, both ends counted. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1;
}

/** The first moment of a day in a zone; where clocks skip midnight, the first one after it. */
export function startOfDay(day: string, timeZone: string): Date {
  return momentsOf(timeZone)(day, 0);
}

/**
 * Finds, in a zone, the first moment when its clocks show a time of a day (minutes after its midnight,
 * also of later days) or, where they skip it, a later one. A time that they show twice counts once.
 */
export function momentsOf(timeZone: string): (day: string, minutes: number) => Date {
  const clock = clockOf(timeZone);
  const offset = (moment: number) => clock(moment) - moment;
  return (day, minutes) => {
    const wanted = Date.parse(`${day}T00:00:00Z`) + minutes * minute;
    // The offsets before and after a change that lies near, if one does.
    const early = wanted - offset(wanted - dayMs);
    if (clock(early) === wanted) return new Date(early);
    const late = wanted - offset(wanted + dayMs);
    if (clock(late) === wanted) return new Date(late);
    return new Date(firstWithin(late, early, (moment) => clock(moment) >= wanted));
  };
}

/** The first whole second of a range whose end is one for which it is true, and stays so. */
function firstWithin(from: number, to: number, isTrue: (moment: number) => boolean): number {
  let [below, above] = [from, to];
  while (above - below > second) {
    const middle = below + Math.floor((above - below) / 2 / second) * second;
    if (isTrue(middle)) above = middle;
    else below = middle;
  }
  return above;
}

/** What a zone's clocks show at a moment, as if it were UTC; both in milliseconds. */
function clockOf(timeZone: string): (moment: number) => number {
  // Swedish writes dates as ISO does: "2026-11-23 09:30:00".
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  return (moment) => {
    const whole = Math.floor(moment / second) * second;
    return Date.parse(`${format.format(whole).replace(" ", "T")}Z`) + moment - whole;
  };
}
