import type { Db } from "@/db/client";
import { addJob, type JobRequest } from "./add-job";

/** Wakes the deliveries of a webhook, now or at `runAt`; see `JobRequest` for `oncePerSec`. */
export async function wakeWebhook(
  db: Db,
  webhookId: number,
  when: Pick<JobRequest, "runAt" | "oncePerSec"> = {},
): Promise<void> {
  const lane = `webhook-${webhookId}`;
  const key = when.runAt ? `${lane}-later` : lane;
  await addJob(db, { id: "deliver-webhook", payload: { webhookId }, key, lane, ...when });
}
