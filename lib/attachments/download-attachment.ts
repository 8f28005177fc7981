import { eq } from "drizzle-orm";

import type { Db } from "@/db/client";
import { attachments, messages } from "@/db/schema";
import { touchConversation } from "@/lib/conversations/touch-conversation";
import { randomToken } from "@/lib/core/ids";
import { publishConversation } from "@/lib/realtime/publish";
import { putStream } from "@/lib/storage/s3";
import { openTelegramFile, refusalOf } from "@/lib/telegram/open-file";

/**
 * Copies a client's file from Telegram to S3. A file that Telegram refuses for good is marked with
 * the reason; anything else throws and is tried again by the queue.
 */
export async function downloadAttachment(db: Db, id: number): Promise<void> {
  const [file] = await db.select().from(attachments).where(eq(attachments.id, id));
  if (file?.status !== "pending" || !file.telegramFileId) return;
  const storageKey = `telegram/${randomToken()}`;
  const outcome = await copy(file.telegramFileId, storageKey, file.mimeType);
  const hint = await db.transaction(async (tx) => {
    const [message] = await tx
      .select({ conversationId: messages.conversationId })
      .from(messages)
      .where(eq(messages.id, file.messageId ?? 0));
    if (!message) return null;
    const touched = await touchConversation(tx, message.conversationId);
    await tx.update(attachments).set(outcome).where(eq(attachments.id, id));
    await tx
      .update(messages)
      .set({ seq: touched.seq })
      .where(eq(messages.id, file.messageId ?? 0));
    return touched;
  });
  if (hint) await publishConversation(hint);
}

async function copy(fileId: string, storageKey: string, mimeType: string) {
  try {
    await putStream(storageKey, await openTelegramFile(fileId), mimeType);
    return { status: "stored" as const, storageKey };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    const isTooBig = refusal.includes("file is too big");
    return {
      status: isTooBig ? ("too_big" as const) : ("failed" as const),
      failureReason: refusal,
    };
  }
}
