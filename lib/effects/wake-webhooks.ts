import type { Db } from "@/db/client";
import { env } from "@/lib/core/env";
import { jobs } from "@/lib/queue/jobs";
import { triggerRun } from "@/lib/queue/trigger-run";
import { wakeUp } from "@/lib/queue/wake";
import { dueWebhooks } from "./due-webhooks";

/**
 * Wakes the webhooks that got an event. The embedded queue got its jobs in the change's transaction
 * (note-webhook-event.sql); Trigger.dev can only be called after the commit.
 */
export async function wakeWebhooks(db: Db): Promise<void> {
  if (env().JOBS_ENGINE !== "trigger") return;
  const due = await dueWebhooks(db);
  await Promise.all(due.map((webhookId) => triggerRun(wakeUp(jobs.deliverWebhook, { webhookId }))));
}
