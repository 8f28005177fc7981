import { and, asc, eq, min, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { attachments, messages } from "@/db/schema";
import { wakeChat } from "@/lib/queue/wake-chat";
import { wakeDownload } from "@/lib/queue/wake-download";
import { wakeWebhook } from "@/lib/queue/wake-webhook";
import { dueWebhooks } from "@/lib/webhooks/due-webhooks";
import { mayGoAt } from "./claim-message";
import { giveUpStale } from "./give-up-stale";

/** The most chats and files woken in one sweep. */
const batch = 500;
/** How many are woken at a time: with Trigger.dev each is a call over the network. */
const atOnce = 10;
/** Sweeps that overlap wake once. */
const oncePerSec = 30;

/** Seconds that a file's first download is left to the job that was woken with it. */
const patience = 300;

/**
 * Wakes every chat with a due row, every file that is pending for long and every webhook with something
 * due, the oldest first: the queue may have lost them. Rows that nobody sends any more become `unknown`.
 * Waking twice is harmless: the sender holds a lock and claims by a conditional update.
 */
export async function sweepOutbox(db: Db): Promise<void> {
  await giveUpStale(db);
  const chats = await db
    .select({ id: messages.conversationId })
    .from(messages)
    .where(and(eq(messages.deliveryStatus, "queued"), sql`coalesce(${mayGoAt} <= now(), true)`))
    .groupBy(messages.conversationId)
    .orderBy(asc(min(messages.id)))
    .limit(batch);
  await inTurns(chats, ({ id }) => wakeChat(db, id, { oncePerSec }));
  const files = await db
    .select({ id: attachments.id })
    .from(attachments)
    .where(
      and(
        eq(attachments.status, "pending"),
        sql`${attachments.updatedAt} < now() - make_interval(secs => ${patience})`,
      ),
    )
    .orderBy(asc(attachments.id))
    .limit(batch);
  await inTurns(files, ({ id }) => wakeDownload(db, id, { oncePerSec: 3600, isRepeat: true }));
  await inTurns(await dueWebhooks(db), (id) => wakeWebhook(db, id, { oncePerSec }));
}

async function inTurns<T>(all: T[], wake: (one: T) => Promise<void>) {
  for (let from = 0; from < all.length; from += atOnce) {
    await Promise.all(all.slice(from, from + atOnce).map(wake));
  }
}
