import { and, eq, inArray, isNull, lte, or } from "drizzle-orm";
import type { Db } from "@/db/client";
import { attachments, messages } from "@/db/schema";
import { wakeChat } from "@/lib/queue/wake-chat";
import { wakeDownload } from "@/lib/queue/wake-download";
import { wakeWebhook } from "@/lib/queue/wake-webhook";
import { dueWebhooks } from "@/lib/webhooks/deliver-webhook";

/** The most chats and files woken in one sweep. */
const batch = 500;
/** How many are woken at a time: with Trigger.dev each is a call over the network. */
const atOnce = 10;
/** Sweeps that overlap wake once. */
const oncePerSec = 30;

/**
 * Wakes every chat with a due or abandoned row, every file still pending and every webhook with
 * something due: the queue may have lost them. Waking twice is harmless: the sender holds a lock and claims by a conditional update.
 */
export async function sweepOutbox(db: Db): Promise<void> {
  const chats = await db
    .selectDistinct({ id: messages.conversationId })
    .from(messages)
    .where(
      and(
        inArray(messages.deliveryStatus, ["queued", "sending"]),
        or(isNull(messages.dueAt), lte(messages.dueAt, new Date())),
      ),
    )
    .limit(batch);
  await inTurns(chats, ({ id }) => wakeChat(db, id, { oncePerSec }));
  const files = await db
    .select({ id: attachments.id })
    .from(attachments)
    .where(eq(attachments.status, "pending"))
    .limit(batch);
  await inTurns(files, ({ id }) => wakeDownload(db, id, { oncePerSec }));
  await inTurns(await dueWebhooks(db), (id) => wakeWebhook(db, id, { oncePerSec }));
}

async function inTurns<T>(all: T[], wake: (one: T) => Promise<void>) {
  for (let from = 0; from < all.length; from += atOnce) {
    await Promise.all(all.slice(from, from + atOnce).map(wake));
  }
}
