/** What of one's own clients' news this browser tells, kept in this browser. */
export type Alerts = { notifications: boolean; sound: boolean };

const key = "alerts";

/** The choice, by default a sound only: notifications need the person's leave. */
export function readAlerts(): Alerts {
  const fallback = { notifications: false, sound: true };
  try {
    return { ...fallback, ...(JSON.parse(localStorage.getItem(key) ?? "{}") as Partial<Alerts>) };
  } catch {
    return fallback;
  }
}

export function writeAlerts(alerts: Alerts): void {
  localStorage.setItem(key, JSON.stringify(alerts));
}
