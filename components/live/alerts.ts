import { stored } from "@/components/ui/stored";

/** What of one's own clients' news this browser tells. */
export type Alerts = { notifications: boolean; sound: boolean };

/** The choice, by default a sound only: notifications need the person's leave. */
export const alerts = stored<Alerts>("alerts", { notifications: false, sound: true }, (kept) => {
  const { notifications, sound } = Object(kept) as Partial<Alerts>;
  return { notifications: notifications === true, sound: sound !== false };
});
