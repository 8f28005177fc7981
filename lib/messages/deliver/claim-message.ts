import { and, asc, eq, isNotNull, notExists, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "@/db/client";
import { attachments, botState, clients, conversations, messages } from "@/db/schema";
import { env } from "@/lib/core/env";
import { heldUntil } from "./send-rate";

/** A chat's next message; `waitMs` above 0: it may not go yet. */
export type Due = { id: number; waitMs: number; isBlocked: boolean; hasFile: boolean };

/** Milliseconds between looks while all sending is stopped (token revoked). */
const stoppedWait = 60_000;

/**
 * When a queued row may go, or null for at once. A row that was tried waits 60 s at most (settle-message.ts):
 * a moment beyond that is from before the clock stepped back.
 */
export const mayGoAt = sql`case when ${messages.attempts} = 0
  or ${messages.dueAt} <= clock_timestamp() + interval '65 seconds' then ${messages.dueAt} end`;

/** The same for a chat, which never waits longer than a second. */
const chatMayGoAt = sql`case when ${conversations.nextSendAt} <= clock_timestamp() + interval '2 seconds'
  then ${conversations.nextSendAt} end`;

/**
 * The oldest queued row and how long it must wait: for its own moment, for its chat (1 per second), for
 * the bot while Telegram asked it to wait. A waiting row holds back the later ones. Takes no slot.
 */
export async function nextDue(db: Db, conversationId: number): Promise<Due | null> {
  const [row] = await db
    .select({
      id: messages.id,
      waitMs: sql<number>`coalesce(extract(epoch from
        greatest(${mayGoAt}, ${chatMayGoAt}, ${heldUntil}) - clock_timestamp())::float8 * 1000, 0)`,
      stoppedReason: botState.stoppedReason,
      blockedAt: clients.blockedAt,
      hasFile: sql<boolean>`exists (select 1 from ${attachments} where ${attachments.messageId} = ${messages.id})`,
    })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .innerJoin(clients, eq(clients.id, messages.clientId))
    .leftJoin(botState, eq(botState.botId, env().BOT_ID))
    .where(and(eq(messages.conversationId, conversationId), eq(messages.deliveryStatus, "queued")))
    .orderBy(asc(messages.id))
    .limit(1);
  if (!row) return null;
  const { id, hasFile } = row;
  const isBlocked = row.blockedAt !== null;
  if (isBlocked) return { id, waitMs: 0, isBlocked, hasFile };
  const waitMs = row.stoppedReason === null ? Math.ceil(row.waitMs) : stoppedWait;
  return { id, waitMs, isBlocked, hasFile };
}

/**
 * queued → sending, if it may go at this very moment: still queued, due, the client has not blocked the
 * bot, and Telegram did not ask the bot to wait since. Returns whether it is ours to send.
 */
export async function claimMessage(db: Db, conversationId: number, id: number): Promise<boolean> {
  const blocked = db
    .select({ id: clients.id })
    .from(clients)
    .where(and(eq(clients.id, messages.clientId), isNotNull(clients.blockedAt)));
  const held = db
    .select({ id: botState.botId })
    .from(botState)
    .where(
      and(
        eq(botState.botId, env().BOT_ID),
        or(sql`${heldUntil} > clock_timestamp()`, isNotNull(botState.stoppedReason)),
      ),
    );
  // A sender that stood still and lost its lock finds its successor at work.
  const other = alias(messages, "other");
  const underWay = db
    .select({ id: other.id })
    .from(other)
    .where(and(eq(other.conversationId, conversationId), eq(other.deliveryStatus, "sending")));
  return db.transaction(async (tx) => {
    const [claimed] = await tx
      .update(messages)
      .set({
        deliveryStatus: "sending",
        sendingStartedAt: sql`clock_timestamp()`,
        attempts: sql`${messages.attempts} + 1`,
      })
      .where(
        and(
          eq(messages.id, id),
          eq(messages.deliveryStatus, "queued"),
          isNotNull(messages.chatId),
          sql`coalesce(${mayGoAt} <= clock_timestamp(), true)`,
          notExists(blocked),
          notExists(held),
          notExists(underWay),
        ),
      )
      .returning({ id: messages.id });
    if (!claimed) return false;
    // Should this process die, its successor still keeps the chat's distance.
    await tx
      .update(conversations)
      .set({ nextSendAt: sql`clock_timestamp() + interval '1 second'` })
      .where(eq(conversations.id, conversationId));
    return true;
  });
}

/**
 * Counts the time of a `sending` message anew, before a second call for it. Returns whether it is still
 * ours: who gave it up meanwhile has called it `unknown`.
 */
export async function renewClaim(db: Db, id: number): Promise<boolean> {
  const renewed = await db
    .update(messages)
    .set({ sendingStartedAt: sql`clock_timestamp()` })
    .where(and(eq(messages.id, id), eq(messages.deliveryStatus, "sending")))
    .returning({ id: messages.id });
  return renewed.length > 0;
}
