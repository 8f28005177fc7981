import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "@/db/client";
import { attachments, messageReactions, messages } from "@/db/schema";
import { hideContacts } from "@/lib/access/hide-contacts";
import { attachmentDto } from "@/lib/attachments/attachment-dto";
import type { Context } from "@/lib/context";
import type { Message } from "./schemas";

/** `messagesByIds` for a reader: phones and emails that clients shared are masked where theirs are. */
export async function messagesFor(ctx: Context, ids: number[]): Promise<Message[]> {
  return hideContacts(ctx, await messagesByIds(ctx.db, ids), "payload");
}

/** Messages in the API's shape, with files and reactions, in the order of `ids`; missing ones are left out. */
export async function messagesByIds(db: Db, ids: number[]): Promise<Message[]> {
  if (ids.length === 0) return [];
  const [rows, files, reactions, quotes] = await Promise.all([
    db.select().from(messages).where(inArray(messages.id, ids)),
    db
      .select()
      .from(attachments)
      .where(and(inArray(attachments.messageId, ids), isNull(attachments.versionId)))
      .orderBy(asc(attachments.id)),
    db.select().from(messageReactions).where(inArray(messageReactions.messageId, ids)),
    quotedBy(db, ids),
  ]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    return [
      {
        id: row.id,
        conversation_id: row.conversationId,
        client_id: row.clientId,
        sender: { type: row.senderType, operator_id: row.operatorId },
        content: row.content,
        entities: row.entities,
        message_type: row.messageType,
        kind: row.kind,
        payload: row.payload,
        is_internal: row.isInternal,
        telegram_message_id: row.telegramMessageId,
        media_group_id: row.mediaGroupId,
        reply_to_message_id: row.replyToMessageId,
        reply_to: quotes.get(id) ?? null,
        delivery_status: row.deliveryStatus,
        failure_reason: row.failureReason,
        failure: row.failureNotice,
        client_key: row.clientKey,
        attachments: files.filter((file) => file.messageId === id).map(attachmentDto),
        reactions: reactions
          .filter((reaction) => reaction.messageId === id && reaction.emoji.length > 0)
          .map(({ byClient, emoji }) => ({ by_client: byClient, emoji })),
        position: row.position,
        seq: row.seq,
        due_at: row.dueAt?.toISOString() ?? null,
        edited_at: row.editedAt?.toISOString() ?? null,
        deleted_at: row.deletedAt?.toISOString() ?? null,
        created_at: row.createdAt.toISOString(),
      },
    ];
  });
}

/** What each of these messages is a reply to, by the reply's id. */
async function quotedBy(db: Db, ids: number[]): Promise<Map<number, Message["reply_to"]>> {
  const quoted = alias(messages, "quoted");
  const rows = await db
    .select({
      id: messages.id,
      senderType: quoted.senderType,
      operatorId: quoted.operatorId,
      kind: quoted.kind,
      preview: sql<string>`left(${quoted.content}, 160)`,
      deletedAt: quoted.deletedAt,
    })
    .from(messages)
    .innerJoin(quoted, eq(quoted.id, messages.replyToMessageId))
    .where(inArray(messages.id, ids));
  return new Map(
    rows.map((row) => [
      row.id,
      {
        sender: { type: row.senderType, operator_id: row.operatorId },
        kind: row.kind,
        preview: row.preview,
        is_deleted: row.deletedAt !== null,
      },
    ]),
  );
}
