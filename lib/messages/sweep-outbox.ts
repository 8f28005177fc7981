import { and, eq, inArray, isNull, lte, or } from "drizzle-orm";
import type { Db } from "@/db/client";
import { attachments, messages } from "@/db/schema";
import { wakeChat } from "@/lib/queue/wake-chat";
import { wakeDownload } from "@/lib/queue/wake-download";

/** The most chats and files woken in one sweep. */
const batch = 500;

/**
 * Wakes every chat with a due or abandoned row, and every file still pending: the queue may have
 * lost them. Waking twice is harmless: the sender holds a lock and claims by a conditional update.
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
  for (const { id } of chats) await wakeChat(db, id);
  const files = await db
    .select({ id: attachments.id })
    .from(attachments)
    .where(eq(attachments.status, "pending"))
    .limit(batch);
  for (const { id } of files) await wakeDownload(db, id);
}
