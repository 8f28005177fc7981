import { and, eq, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { messages } from "@/db/schema";
import { touchConversation } from "@/lib/conversations/touch-conversation";
import { type ConversationHint, publishConversation } from "@/lib/realtime/publish";
import { sendToTelegram } from "@/lib/telegram/send";
import { claimMessage, type Due, nextDue, renewClaim } from "./claim-message";
import { blockedReason, failQueued } from "./fail-queued";
import { prepareMessage } from "./prepare-message";
import { waitForSlot } from "./send-rate";
import { settleMessage } from "./settle-message";

/** What is left after a run: nothing, or something due at a moment. */
export type Delivered = { nextAt: Date | null };

/** Publishes a change, if there is one, without anybody waiting for it now. */
type Tell = (hint: ConversationHint | null) => void;

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
  // A silent push server must not slow the chat down: its answers are awaited after the lock.
  const told: Promise<void>[] = [];
  const tell: Tell = (hint) => {
    if (hint) told.push(publishConversation(hint));
  };
  try {
    return await underLock(db, conversationId, async () => {
      await giveUpLeftovers(db, conversationId, tell);
      while (!signal.aborted) {
        const due = await nextDue(db, conversationId);
        if (due === null) return { nextAt: null };
        if (due.waitMs > 0) return { nextAt: new Date(Date.now() + due.waitMs) };
        await deliverOne(db, conversationId, due, signal, tell);
      }
      return { nextAt: new Date() };
    });
  } finally {
    await Promise.all(told);
  }
}

/** The lock lives as long as this transaction, which holds nothing else; rows use other connections. */
function underLock(db: Db, conversationId: number, run: () => Promise<Delivered>) {
  return db.transaction(async (lock) => {
    const [held] = await lock.execute<{ held: boolean }>(
      sql`select pg_try_advisory_xact_lock(7001, ${conversationId}::int) as held`,
    );
    return held?.held ? run() : { nextAt: new Date(Date.now() + 1000) };
  });
}

async function giveUpLeftovers(db: Db, conversationId: number, tell: Tell) {
  const rows = await db
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(eq(messages.conversationId, conversationId), eq(messages.deliveryStatus, "sending")),
    );
  for (const { id } of rows) {
    const reason = "The sender stopped during the call.";
    tell(await settleMessage(db, conversationId, id, { outcome: "unknown", reason }));
  }
}

async function deliverOne(
  db: Db,
  conversationId: number,
  { id, isBlocked }: Due,
  signal: AbortSignal,
  tell: Tell,
) {
  if (isBlocked) return tell(await failBlocked(db, conversationId));
  const prepared = await prepareMessage(db, id);
  if (prepared === null) return;
  if ("outcome" in prepared) {
    return tell(await settleMessage(db, conversationId, id, prepared, "queued"));
  }
  const isOurs = (await waitForSlot(db, signal)) && (await claimMessage(db, conversationId, id));
  if (!isOurs) return void prepared.file?.body.destroy();
  const outcome = await sendToTelegram(prepared, () => renewClaim(db, id));
  tell(await settleMessage(db, conversationId, id, outcome));
}

function failBlocked(db: Db, conversationId: number): Promise<ConversationHint> {
  return db.transaction(async (tx) => {
    const hint = await touchConversation(tx, conversationId);
    await failQueued(tx, hint, blockedReason);
    return hint;
  });
}
