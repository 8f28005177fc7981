/** The hour at which a working day begins for a rest. */
const morning = 9;

/** The usual moments to rest until, in the browser's zone: in an hour, tomorrow at 9, next Monday at 9. */
export function snoozeMoments(now: Date): { name: "hour" | "tomorrow" | "monday"; at: Date }[] {
  const daysToMonday = (8 - now.getDay()) % 7 || 7;
  return [
    { name: "hour", at: new Date(now.getTime() + 3_600_000) },
    { name: "tomorrow", at: morningIn(now, 1) },
    { name: "monday", at: morningIn(now, daysToMonday) },
  ];
}

function morningIn(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, morning);
}
