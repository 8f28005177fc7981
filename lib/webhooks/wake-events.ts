import { afterCommit } from "@/db/after-commit";
import { type Db, db as database } from "@/db/client";
import { env } from "@/lib/core/env";
import { logger } from "@/lib/core/logger";
import { wakeWebhook } from "@/lib/queue/wake-webhook";
import { dueWebhooks } from "./due-webhooks";

/**
 * Wakes the webhooks that got an event, after the commit when `db` is a transaction. The embedded queue
 * got its jobs in that transaction (note-webhook-event.sql); Trigger.dev can only be called afterwards.
 * Never rejects: the sweeper finds what was missed.
 */
export async function wakeEvents(db: Db): Promise<void> {
  if (env().JOBS_ENGINE !== "trigger") return;
  await afterCommit(db, async () => {
    try {
      for (const id of await dueWebhooks(database())) await wakeWebhook(database(), id);
    } catch (error) {
      logger("queue").warn({ err: error }, "webhooks not woken, the sweeper will find them");
    }
  });
}
