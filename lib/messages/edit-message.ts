import { isDeepStrictEqual as isEqual } from "node:util";
import { and, eq, sql } from "drizzle-orm";
import { clients, messages, messageVersions } from "@/db/schema";
import { visibleClients } from "@/lib/access/visible-clients";
import type { Context, OperatorContext } from "@/lib/context";
import { AppError, notFound } from "@/lib/core/errors";
import { type ChangeTx, change } from "@/lib/effects/change";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan, assertOperator } from "@/lib/permissions";
import { deleteAtTelegram, editAtTelegram } from "@/lib/telegram/change-sent";
import { touchConversation } from "@/lib/thread/touch-conversation";
import { parseMarkup } from "./markup";
import { messagesFor } from "./message-dto";
import { type EditMessage, editMessageSchema, type Message } from "./schemas";

/** What has not reached the client, as far as anybody knows. */
const unsent = ["queued", "failed", "unknown"] as const;

type Row = typeof messages.$inferSelect;

/**
 * Changes the text of one's own sent message, at the client's phone first, or of one's own note.
 * Every version is kept. Throws `not_found`, `forbidden`, `conflict` (not sent, or Telegram refuses).
 */
export async function editMessage(ctx: Context, id: number, input: EditMessage): Promise<Message> {
  const wanted = editMessageSchema.parse(input);
  const { content, entities } =
    wanted.format === "markdown"
      ? parseMarkup(wanted.content)
      : { content: wanted.content, entities: [] };
  const row = await findOwn(ctx, id);
  if (row.content === content && isEqual(row.entities ?? [], entities)) return one(ctx, id);
  if (row.kind !== "text" && row.content === "") {
    throw new AppError("conflict", "message.noCaption");
  }
  if (!row.isInternal)
    await editAtTelegram(sentPlace(row), { content, entities }, row.kind !== "text");
  await rewrite(ctx, row, "message_edited", async (tx, seq) => {
    await tx
      .insert(messageVersions)
      .values({ messageId: id, content: row.content, entities: row.entities });
    await tx
      .update(messages)
      .set({ content, entities: entities.length > 0 ? entities : null, editedAt: sql`now()`, seq })
      .where(eq(messages.id, id));
  });
  return one(ctx, id);
}

/**
 * Takes one's own sent message back from the client's phone, removes one's own note, or what did not
 * go out: queued, failed or of unknown fate. The text stays kept. Throws `not_found`, `forbidden`,
 * `conflict` (being sent at this moment, or Telegram refuses).
 */
export async function deleteMessage(ctx: Context, id: number): Promise<void> {
  const row = await findOwn(ctx, id);
  const { deliveryStatus: status } = row;
  const isUnsent = unsent.some((one) => one === status);
  if (!row.isInternal && !isUnsent) await deleteAtTelegram(sentPlace(row));
  await rewrite(ctx, row, "message_deleted", async (tx, seq) => {
    await tx
      .insert(messageVersions)
      .values({ messageId: id, content: row.content, entities: row.entities });
    const [deleted] = await tx
      .update(messages)
      .set({
        content: "",
        entities: null,
        deletedAt: sql`now()`,
        // Out of the queue before the sender comes to it.
        ...(status === "queued" ? { deliveryStatus: "failed" as const } : {}),
        seq,
      })
      .where(and(eq(messages.id, id), eq(messages.deliveryStatus, status)))
      .returning({ id: messages.id });
    if (!deleted) throw new AppError("conflict", "message.isBeingSent");
  });
}

async function findOwn(ctx: Context, id: number): Promise<Row> {
  assertCan(ctx, "messages.send");
  assertOperator(ctx);
  const [found] = await ctx.db
    .select({ message: messages })
    .from(messages)
    .innerJoin(clients, eq(clients.id, messages.clientId))
    .where(and(eq(messages.id, id), visibleClients(ctx.actor)));
  if (!found || found.message.deletedAt) throw notFound("message");
  if (!mayChange(ctx, found.message)) {
    throw new AppError("forbidden", "message.notYours");
  }
  return found.message;
}

function mayChange(ctx: OperatorContext, row: Row): boolean {
  if (row.senderType !== "operator") return false;
  return row.operatorId === ctx.actor.operatorId || ctx.actor.role === "admin";
}

function sentPlace({ chatId, telegramMessageId, deliveryStatus }: Row) {
  if (chatId === null || telegramMessageId === null || deliveryStatus !== "sent") {
    throw new AppError("conflict", "message.notSent");
  }
  return { chatId, messageId: telegramMessageId };
}

async function rewrite(
  ctx: Context,
  row: Row,
  action: "message_edited" | "message_deleted",
  write: (tx: ChangeTx, seq: number) => Promise<void>,
) {
  await change(ctx, async (tx) => {
    const { seq } = await touchConversation(tx, row.conversationId);
    await write(tx, seq);
    await writeLog(tx, ctx, {
      action,
      description: `Message ${row.id}`,
      clientId: row.clientId,
    });
  });
}

async function one(ctx: Context, id: number): Promise<Message> {
  const [message] = await messagesFor(ctx, [id]);
  if (!message) throw notFound("message");
  return message;
}
