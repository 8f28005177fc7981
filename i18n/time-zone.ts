/** Where a browser tells its zone, so that the server writes times as its reader knows them. */
export const timeZoneCookie = "time_zone";

/** The zone of a cookie that this machine knows, else UTC. */
export function chooseTimeZone(cookie: string | undefined): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: cookie || "UTC" }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}
