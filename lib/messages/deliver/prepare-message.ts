import { eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "@/db/client";
import { attachments, messages } from "@/db/schema";
import { logger } from "@/lib/core/logger";
import { why } from "@/lib/core/refusals/why";
import { getStream } from "@/lib/storage/s3";
import type { Outcome, Outgoing } from "@/lib/telegram/send";

/**
 * What to send for a queued row, its file already open: a storage that is silent must be found out
 * before the row is claimed. Returns the outcome instead when it cannot go, null when the row is gone.
 */
export async function prepareMessage(db: Db, id: number): Promise<Outgoing | Outcome | null> {
  const quoted = alias(messages, "quoted");
  const [row] = await db
    .select({
      chatId: messages.chatId,
      content: messages.content,
      entities: messages.entities,
      replyTo: quoted.telegramMessageId,
      kind: attachments.kind,
      name: attachments.name,
      mimeType: attachments.mimeType,
      key: attachments.storageKey,
    })
    .from(messages)
    .leftJoin(attachments, eq(attachments.messageId, messages.id))
    .leftJoin(quoted, eq(quoted.id, messages.replyToMessageId))
    .where(eq(messages.id, id))
    .limit(1);
  if (!row) return null;
  if (row.chatId === null) return { outcome: "rejected", ...why("sending.noChat") };
  const text = { chatId: row.chatId, text: row.content, entities: row.entities ?? [] };
  const { key, kind, name, mimeType, replyTo } = row;
  if (key === null || kind === null || name === null || mimeType === null) {
    return { ...text, file: null, replyTo };
  }
  try {
    const body = await getStream(key);
    // It may break while the message waits for its slot; whoever reads it learns of that.
    body.on("error", () => undefined);
    const file = { kind, name, mimeType, body, reopen: () => getStream(key) };
    return { ...text, file, replyTo };
  } catch (error) {
    return classifyFileError(error);
  }
}

// Telegram was not called: later is safe, unless the file is gone.
function classifyFileError(error: unknown): Outcome {
  const name = error instanceof Error ? error.name : "unknown";
  if (name === "NoSuchKey") return { outcome: "rejected", ...why("sending.fileGone") };
  logger("sending").warn({ name }, "the file storage does not answer");
  return { outcome: "again" };
}
