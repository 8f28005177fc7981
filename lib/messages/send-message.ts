import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { attachments, cases, clients, conversations, messages } from "@/db/schema";
import { visibleClients } from "@/lib/access/visible-clients";
import { isPictureAsDocument, photoLimitsReason } from "@/lib/attachments/terms";
import type { Context, OperatorContext } from "@/lib/context";
import { invalid, notFound } from "@/lib/core/errors";
import { announce, change } from "@/lib/effects/change";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan, assertOperator } from "@/lib/permissions";
import type { ConversationChanged } from "@/lib/realtime/events";
import type { SentAsDocument } from "@/lib/telegram/send";
import { touchConversation } from "@/lib/thread/touch-conversation";
import { clientBlocked } from "./client-blocked";
import { parseMarkup, sliceEntities } from "./markup";
import { mentionColleagues } from "./mention-colleagues";
import { messagesFor } from "./message-dto";
import { type Message, type SendMessage, sendMessageSchema } from "./schemas";
import { maxCaptionLength, splitText } from "./split-text";

type Wanted = ReturnType<typeof sendMessageSchema.parse>;

/**
 * Queues an operator's message, or keeps a note for the team (`is_internal`); a job brings it to Telegram. A text over 4096 becomes several
 * messages, each file one of its own with the text under the first. The same `client_key` returns
 * the message it made before. Throws `not_found`, `invalid` (also a key of another message), `conflict`
 * (the client blocked the bot).
 */
export async function sendMessage(ctx: Context, input: SendMessage): Promise<Message> {
  assertCan(ctx, "messages.send");
  assertOperator(ctx);
  const wanted = sendMessageSchema.parse(input);
  const operatorId = ctx.actor.operatorId;
  const sending = change(ctx, async (tx) => {
    const target = await findTarget(tx, ctx, wanted.client_id, wanted.is_internal);
    if (!wanted.is_internal) await noteAnswerer(tx, wanted.client_id, operatorId);
    const changed = await touchConversation(tx, target.conversationId);
    // Under the conversation's lock: a double click waits here and then finds the message of the first.
    const sent = await findSent(tx, operatorId, wanted);
    if (sent !== null) return sent;
    if (!wanted.is_internal && target.blockedAt) throw clientBlocked();
    await checkReply(tx, target.conversationId, wanted.reply_to_message_id);
    const files = await takeFiles(tx, operatorId, wanted.attachment_ids);
    const ids = await insertQueued(tx, { ...target, operatorId, changed, wanted, files });
    if (!wanted.is_internal) await noteReply(tx, target.conversationId, operatorId, ids);
    await writeLog(tx, ctx, {
      action: wanted.is_internal ? "note_added" : "message_sent",
      description: `Message ${ids[0]} to client ${changed.clientId}`,
      clientId: changed.clientId,
    });
    const messageId = ids[0] ?? 0;
    if (wanted.is_internal) {
      const note = { messageId, authorId: operatorId };
      await mentionColleagues(tx, changed, note, wanted.mentioned_operator_ids);
    } else {
      announce(tx, { name: "message.queued", conversationId: target.conversationId });
    }
    return messageId;
  });
  const firstId = await sending.catch(refuseTakenKey);
  const [message] = await messagesFor(ctx, [firstId]);
  if (!message) throw notFound("message");
  return message;
}

async function findTarget(tx: Tx, ctx: OperatorContext, clientId: number, isInternal: boolean) {
  const [row] = await tx
    .select({
      conversationId: conversations.id,
      chatId: conversations.chatId,
      position: conversations.lastTelegramMessageId,
      blockedAt: clients.blockedAt,
    })
    .from(clients)
    .leftJoin(conversations, eq(conversations.clientId, clients.id))
    .where(and(eq(clients.id, clientId), visibleClients(ctx.actor)));
  if (!row) throw notFound("client");
  const { conversationId, chatId, position, blockedAt } = row;
  if (conversationId === null || (chatId === null && !isInternal)) {
    throw invalid("client_id", "client.hasNotWritten");
  }
  return { conversationId, chatId, position: position ?? 0, blockedAt };
}

/** Who answered last gets the client when they return. The client's row comes before the conversation's. */
async function noteAnswerer(tx: Tx, clientId: number, operatorId: number) {
  await tx
    .update(clients)
    .set({ lastOperatorId: operatorId })
    .where(
      and(eq(clients.id, clientId), sql`${clients.lastOperatorId} is distinct from ${operatorId}`),
    );
}

/** The message that this key made before; another one under the same key is a mistake of the sender's. */
async function findSent(tx: Tx, operatorId: number, wanted: Wanted): Promise<number | null> {
  if (!wanted.client_key) return null;
  const [sent] = await tx
    .select({
      id: messages.id,
      clientId: messages.clientId,
      content: messages.content,
      isInternal: messages.isInternal,
      isChanged: sql<boolean>`${messages.editedAt} is not null or ${messages.deletedAt} is not null`,
    })
    .from(messages)
    .where(and(eq(messages.operatorId, operatorId), eq(messages.clientKey, wanted.client_key)));
  if (!sent) return null;
  const isSame =
    sent.clientId === wanted.client_id &&
    sent.isInternal === wanted.is_internal &&
    (sent.isChanged || sent.content === planLines(wanted, wanted.attachment_ids).lines[0]?.content);
  if (!isSame) throw keyTaken();
  return sent.id;
}

async function checkReply(tx: Tx, conversationId: number, id: number | undefined) {
  if (id === undefined) return;
  const [quoted] = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(and(eq(messages.id, id), eq(messages.conversationId, conversationId)));
  if (!quoted) throw invalid("reply_to_message_id", "message.quoteElsewhere");
}

type File = { id: number; kind: string; mime_type: string };

async function takeFiles(tx: Tx, operatorId: number, ids: number[]): Promise<File[]> {
  if (ids.length === 0) return [];
  if (new Set(ids).size < ids.length) {
    throw invalid("attachment_ids", "message.sameFileTwice");
  }
  const rows = await tx
    .select({ id: attachments.id, kind: attachments.kind, mime_type: attachments.mimeType })
    .from(attachments)
    .where(
      and(
        inArray(attachments.id, ids),
        eq(attachments.operatorId, operatorId),
        eq(attachments.status, "stored"),
        isNull(attachments.messageId),
      ),
    )
    .for("update");
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => {
    const file = byId.get(id);
    if (!file) throw invalid("attachment_ids", "message.notYourFile", { id });
    return file;
  });
}

async function insertQueued(
  tx: Tx,
  at: {
    conversationId: number;
    chatId: number | null;
    position: number;
    operatorId: number;
    changed: ConversationChanged;
    wanted: Wanted;
    files: File[];
  },
): Promise<number[]> {
  const { wanted, files, changed } = at;
  const { lines, entities } = planLines(wanted, files);
  const styles = stylesOf(
    lines.map(({ content }) => content),
    entities,
  );
  const rows = await tx
    .insert(messages)
    .values(
      lines.map(({ file, content }, index) => ({
        conversationId: at.conversationId,
        clientId: changed.clientId,
        caseId: sql<number>`(select id from ${cases} where conversation_id = ${at.conversationId} and closed_at is null)`,
        senderType: "operator" as const,
        operatorId: at.operatorId,
        messageType: file
          ? file.kind === "photo"
            ? ("image" as const)
            : ("file" as const)
          : ("text" as const),
        kind: file?.kind ?? "text",
        content,
        entities: styles[index] ?? null,
        chatId: at.chatId,
        replyToMessageId: index === 0 ? (wanted.reply_to_message_id ?? null) : null,
        isInternal: wanted.is_internal,
        payload: payloadOf(wanted, file),
        deliveryStatus: wanted.is_internal ? ("received" as const) : ("queued" as const),
        clientKey: index === 0 ? (wanted.client_key ?? null) : null,
        position: at.position,
        seq: changed.seq,
      })),
    )
    .returning({ id: messages.id });
  const ids = rows.map((row) => row.id).sort((a, b) => a - b);
  for (const [index, { file }] of lines.entries()) {
    const messageId = ids[index];
    if (file && messageId)
      await tx.update(attachments).set({ messageId }).where(eq(attachments.id, file.id));
  }
  return ids;
}

/** Whom a note mentions; that a picture leaves as a document, since it is none that Telegram takes as a photo. */
function payloadOf(wanted: Wanted, file: File | null): Record<string, unknown> | null {
  if (wanted.mentioned_operator_ids.length > 0) {
    return { mentioned_operator_ids: wanted.mentioned_operator_ids };
  }
  if (wanted.is_internal || !file || !isPictureAsDocument(file)) return null;
  const note: SentAsDocument = { instead_of: "photo", reason: photoLimitsReason };
  return { sent_as_document: note };
}

/** The messages that one sending becomes: each file its own, the text under the first or in parts. */
function planLines<F>(wanted: Wanted, files: F[]) {
  const { content: text, entities } = textOf(wanted);
  const captioned = files.length > 0 && (wanted.is_internal || text.length <= maxCaptionLength);
  const split = wanted.is_internal ? (whole: string) => [whole] : splitText;
  const lines: { file: F | null; content: string }[] = [
    ...files.map((file, index) => ({ file, content: captioned && index === 0 ? text : "" })),
    ...(captioned || text === "" ? [] : split(text).map((content) => ({ file: null, content }))),
  ];
  return { lines, entities };
}

function textOf({ content, format }: { content: string; format: "plain" | "markdown" }) {
  if (content.trim() === "") return { content: "", entities: [] };
  return format === "markdown" ? parseMarkup(content) : { content, entities: [] };
}

/** Each part's own styles; the parts joined are the text that `entities` count in. */
function stylesOf(parts: string[], entities: ReturnType<typeof parseMarkup>["entities"]) {
  let from = 0;
  return parts.map((part) => {
    const own = sliceEntities(entities, from, from + part.length);
    from += part.length;
    return own.length > 0 ? own : null;
  });
}

/** The client no longer waits; the case's first answer is noted. */
async function noteReply(tx: Tx, conversationId: number, operatorId: number, ids: number[]) {
  await tx
    .update(conversations)
    .set({
      workState: "waiting_client",
      waitingSince: null,
      snoozedUntil: null,
      unansweredCount: 0,
      lastMessageId: ids.at(-1) ?? null,
      lastMessageAt: sql`now()`,
    })
    .where(eq(conversations.id, conversationId));
  await tx
    .update(cases)
    .set({ firstResponseAt: sql`now()`, firstResponseOperatorId: operatorId })
    .where(
      and(
        eq(cases.conversationId, conversationId),
        isNull(cases.closedAt),
        isNull(cases.firstResponseAt),
      ),
    );
}

function keyTaken() {
  return invalid("client_key", "message.keyTaken");
}

/** Two sendings at once in different conversations do not see one another, but their key is unique. */
function refuseTakenKey(error: unknown): never {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code, constraint_name: name } = at as { code?: string; constraint_name?: string };
    if (code === "23505" && name === "messages_client_key") throw keyTaken();
  }
  throw error;
}
