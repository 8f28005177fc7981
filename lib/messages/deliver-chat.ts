import { and, asc, eq, inArray, isNull, lte, or, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { attachments, conversations, messages } from "@/db/schema";
import { publishConversation } from "@/lib/realtime/publish";
import { getStream } from "@/lib/storage/s3";
import { type Outgoing, sendToTelegram } from "@/lib/telegram/send";
import { nextFreeSlot } from "./send-rate";
import { settleMessage } from "./settle-message";

/** What is left after a run: nothing, or something due at a moment. */
export type Delivered = { nextAt: Date | null };

/**
 * Sends a chat's queued messages, oldest first, one at a time, until none is due. One sender per
 * chat: a lock held in the database for the whole run. A row found `sending` under the lock belongs
 * to a sender that died, so it is `unknown`. The Telegram call is outside any transaction of the rows.
 */
export async function deliverChat(
  db: Db,
  conversationId: number,
  signal: AbortSignal,
): Promise<Delivered> {
  // The lock lives as long as this transaction, which holds nothing else; rows use other connections.
  return db.transaction(async (lock) => {
    const [held] = await lock.execute<{ held: boolean }>(
      sql`select pg_try_advisory_xact_lock(7001, ${conversationId}::int) as held`,
    );
    if (!held?.held) return { nextAt: new Date(Date.now() + 1000) };
    await giveUpLeftovers(db, conversationId);
    while (!signal.aborted) {
      const due = await nextDue(db, conversationId);
      if (due === null) return { nextAt: null };
      if (due.at > new Date()) return { nextAt: due.at };
      await deliverOne(db, conversationId, due.id);
    }
    return { nextAt: new Date() };
  });
}

async function giveUpLeftovers(db: Db, conversationId: number) {
  const rows = await db
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(eq(messages.conversationId, conversationId), eq(messages.deliveryStatus, "sending")),
    );
  for (const { id } of rows) {
    const reason = "The sender stopped during the call.";
    const hint = await settleMessage(db, conversationId, id, { outcome: "unknown", reason });
    if (hint) await publishConversation(hint);
  }
}

/** The oldest queued row and when it may go: a waiting row holds back the later ones. */
async function nextDue(db: Db, conversationId: number): Promise<{ id: number; at: Date } | null> {
  const [row] = await db
    .select({ id: messages.id, dueAt: messages.dueAt })
    .from(messages)
    .where(and(eq(messages.conversationId, conversationId), eq(messages.deliveryStatus, "queued")))
    .orderBy(asc(messages.id))
    .limit(1);
  if (!row) return null;
  const slot = await nextFreeSlot(db, conversationId);
  if (slot === null) return { id: row.id, at: new Date(Date.now() + 60_000) };
  const at = row.dueAt && row.dueAt > slot ? row.dueAt : slot;
  return { id: row.id, at };
}

async function deliverOne(db: Db, conversationId: number, id: number) {
  const claimed = await db.transaction((tx) => claim(tx, conversationId, id));
  if (!claimed) return;
  const outcome = await sendToTelegram(claimed);
  const hint = await settleMessage(db, conversationId, id, outcome);
  if (hint) await publishConversation(hint);
}

/** queued → sending, only if it still is queued; and what to send. */
async function claim(tx: Tx, conversationId: number, id: number): Promise<Outgoing | null> {
  const [row] = await tx
    .update(messages)
    .set({
      deliveryStatus: "sending",
      sendingStartedAt: new Date(),
      attempts: sql`${messages.attempts} + 1`,
    })
    .where(
      and(
        eq(messages.id, id),
        inArray(messages.deliveryStatus, ["queued"]),
        or(isNull(messages.dueAt), lte(messages.dueAt, new Date())),
      ),
    )
    .returning();
  if (!row?.chatId) return null;
  await tx
    .update(conversations)
    .set({ nextSendAt: new Date(Date.now() + 1000) })
    .where(eq(conversations.id, conversationId));
  const [file] = await tx.select().from(attachments).where(eq(attachments.messageId, id)).limit(1);
  const [quoted] = row.replyToMessageId
    ? await tx
        .select({ telegramId: messages.telegramMessageId })
        .from(messages)
        .where(eq(messages.id, row.replyToMessageId))
    : [];
  const key = file?.storageKey;
  return {
    chatId: row.chatId,
    text: row.content,
    entities: row.entities ?? [],
    file: file && key ? { kind: file.kind, name: file.name, open: () => getStream(key) } : null,
    replyTo: quoted?.telegramId ?? null,
  };
}
