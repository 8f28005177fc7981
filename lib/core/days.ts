import { day as dayMs, hour } from "./time";

/** The day of a moment in a zone. */
export function dayOf(moment: Date, timeZone: string): string {
  return local(moment, timeZone).slice(0, 10);
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
  const wanted = Date.parse(`${day}T00:00:00Z`);
  let moment = wanted - offset(wanted, timeZone);
  moment = wanted - offset(moment, timeZone);
  while (dayOf(new Date(moment), timeZone) < day) moment += hour / 2;
  return new Date(moment);
}

/** Milliseconds that the zone's clocks are ahead of UTC at a moment. */
function offset(moment: number, timeZone: string): number {
  const whole = Math.floor(moment / 1000) * 1000;
  return Date.parse(`${local(new Date(whole), timeZone)}Z`) - whole;
}

// Swedish writes dates as ISO does: "2026-11-23 09:30:00".
function local(moment: Date, timeZone: string): string {
  const text = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).format(moment);
  return text.replace(" ", "T");
}
