import { isDeepStrictEqual } from "node:util";
import { and, asc, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import {
  attachments,
  conversations,
  type MessageEntity,
  messages,
  messageVersions,
} from "@/db/schema";
import { touchConversation } from "@/lib/conversations/touch-conversation";
import type { ConversationHint } from "@/lib/realtime/publish";
import type { IncomingAttachment, IncomingMessage } from "./ingest-message";
import type { Applied } from "./record-update";

/** What an edit leaves to do: a hint, and the downloads of files that came in place of others. */
export type AppliedEdit = { hint: ConversationHint; attachmentIds: number[] };

/**
 * A client's edit of text, file, place or anything else: the earlier version is kept with its files; the
 * same content changes nothing, and neither does an edit older than the last one (a late replay).
 */
export async function applyEdit(
  tx: Tx,
  botId: number,
  incoming: IncomingMessage,
  editedAt: Date,
): Promise<Applied<AppliedEdit>> {
  const message = await lockMessage(tx, botId, incoming);
  if (!message) return { ignored: "edit_of_unknown_message" };
  // "/start" and the like are lines of the thread, without a text that could change.
  if (message.senderType !== "client") return { ignored: "edit_of_command" };
  if (message.editedAt && message.editedAt > editedAt) return { ignored: "edit_is_outdated" };
  const files = await tx
    .select({ id: attachments.id, uniqueId: attachments.telegramFileUniqueId })
    .from(attachments)
    .where(and(eq(attachments.messageId, message.id), isNull(attachments.versionId)))
    .orderBy(asc(attachments.id));
  const { content, kind, payload, message_type: messageType } = incoming.message;
  const entities = incoming.message.entities as MessageEntity[] | null;
  const hasNewFiles = !isDeepStrictEqual(
    files.map((file) => file.uniqueId),
    incoming.attachments.map((file) => file.file_unique_id),
  );
  if (
    !hasNewFiles &&
    message.content === content &&
    message.kind === kind &&
    isDeepStrictEqual(message.entities, entities) &&
    isDeepStrictEqual(essence(message.payload), essence(payload))
  ) {
    return { ignored: "edit_changes_nothing" };
  }
  const hint = await touchConversation(tx, message.conversationId);
  const versionId = await keepVersion(tx, message);
  await tx
    .update(messages)
    .set({ content, entities, kind, payload, messageType, editedAt, seq: hint.seq })
    .where(eq(messages.id, message.id));
  if (!hasNewFiles) return { value: { hint, attachmentIds: [] } };
  await tx
    .update(attachments)
    .set({ versionId })
    .where(and(eq(attachments.messageId, message.id), isNull(attachments.versionId)));
  return { value: { hint, attachmentIds: await addFiles(tx, message.id, incoming.attachments) } };
}

/** The message under its conversation's lock, so that two edits never keep the same version. */
async function lockMessage(tx: Tx, botId: number, { client, message }: IncomingMessage) {
  const which = and(
    eq(messages.botId, botId),
    eq(messages.chatId, client.telegram_id),
    eq(messages.telegramMessageId, message.message_id),
  );
  const [found] = await tx
    .select({ conversationId: messages.conversationId })
    .from(messages)
    .where(which);
  if (!found) return undefined;
  await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(eq(conversations.id, found.conversationId))
    .for("no key update");
  const [row] = await tx.select().from(messages).where(which);
  return row;
}

/** Names of fields that differ between two deliveries of the same content. */
const fleeting = new Set(["file_id", "edit_date", "from", "chat"]);

/** A payload without what says nothing about the content. */
function essence(payload: unknown): unknown {
  return JSON.parse(
    JSON.stringify(payload, (key, value: unknown) => (fleeting.has(key) ? undefined : value)),
  );
}

async function keepVersion(tx: Tx, message: typeof messages.$inferSelect): Promise<number> {
  const { id: messageId, content, entities, kind, payload } = message;
  const [version] = await tx
    .insert(messageVersions)
    .values({ messageId, content, entities, kind, payload })
    .returning({ id: messageVersions.id });
  if (!version) throw new Error("the version was not kept");
  return version.id;
}

async function addFiles(tx: Tx, messageId: number, files: IncomingAttachment[]) {
  if (files.length === 0) return [];
  const rows = await tx
    .insert(attachments)
    .values(
      files.map((file) => ({
        messageId,
        kind: file.kind,
        name: file.name,
        mimeType: file.mime_type,
        size: file.size,
        width: file.width,
        height: file.height,
        duration: file.duration,
        status: file.status,
        telegramFileId: file.file_id,
        telegramFileUniqueId: file.file_unique_id,
      })),
    )
    .returning({ id: attachments.id, status: attachments.status });
  return rows.filter((row) => row.status === "pending").map((row) => row.id);
}
