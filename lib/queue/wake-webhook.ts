import type { Db } from "@/db/client";
import { jobs } from "./jobs";
import { type When, wake } from "./wake";

/** Wakes the deliveries of a webhook, now or later; see `When` for `oncePerSec`. */
export const wakeWebhook = (db: Db, webhookId: number, when: Omit<When, "isRepeat"> = {}) =>
  wake(db, jobs.deliverWebhook, { webhookId }, when);
