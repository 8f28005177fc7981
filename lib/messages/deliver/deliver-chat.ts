import { and, eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { messages } from "@/db/schema";
import { places } from "@/lib/core/places";
import { why } from "@/lib/core/refusals/why";
import { fromNow, second } from "@/lib/core/time";
import { change } from "@/lib/effects/change";
import { type Outcome, type Outgoing, sendToTelegram } from "@/lib/telegram/send";
import { touchConversation } from "@/lib/thread/touch-conversation";
import { underChatLock } from "./chat-lock";
import { claimMessage, type Due, nextDue, renewClaim } from "./claim-message";
import { blockedWhy, failQueued } from "./fail-queued";
import { prepareMessage } from "./prepare-message";
import { waitForSlot } from "./send-rate";
import { settleMessage } from "./settle-message";

/** What is left after a run: nothing, or something due at a moment. */
export type Delivered = { nextAt: Date | null };

/**
 * How many chats of this process are, between "due" and "claimed", on their way to Telegram. Few, so that
 * nobody takes the bot's slots long before they are due. None of these waits depends on Telegram.
 */
const claiming = places(8);
/** The same for those whose file is opened first: the storage may be silent, and texts need none. */
const opening = places(50);

/**
 * Sends a chat's queued messages, oldest first, one at a time, until none is due. One sender per
 * chat: a lock held in the database for the whole run. A row found `sending` under the lock belongs
 * to a sender that died, so it is `unknown`. The Telegram call is outside any transaction of the rows,
 * and takes no place from other chats.
 */
export async function deliverChat(
  db: Db,
  conversationId: number,
  signal: AbortSignal,
): Promise<Delivered> {
  const delivered = await underChatLock(db, conversationId, async (lost) => {
    await giveUpLeftovers(db, conversationId);
    const ended = AbortSignal.any([signal, lost]);
    while (!ended.aborted) {
      const due = await nextDue(db, conversationId);
      if (due === null) return { nextAt: null };
      if (due.waitMs > 0) return { nextAt: fromNow(due.waitMs) };
      await deliverOne(db, conversationId, due, ended);
    }
    return { nextAt: new Date() };
  });
  return delivered ?? { nextAt: fromNow(second) };
}

async function giveUpLeftovers(db: Db, conversationId: number) {
  const rows = await db
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(eq(messages.conversationId, conversationId), eq(messages.deliveryStatus, "sending")),
    );
  for (const { id } of rows) {
    const stopped = { outcome: "unknown" as const, ...why("sending.stopped") };
    await settleMessage(db, conversationId, id, stopped);
  }
}

async function deliverOne(db: Db, conversationId: number, due: Due, signal: AbortSignal) {
  const { id } = due;
  if (due.isBlocked) return failBlocked(db, conversationId);
  const claim = () => prepareAndClaim(db, conversationId, id, signal);
  const ready = await (due.hasFile ? opening(claim) : claim());
  if (ready === null) return;
  if ("outcome" in ready) {
    return settleMessage(db, conversationId, id, ready, "queued");
  }
  const outcome = await sendToTelegram(ready, () => renewClaim(db, id));
  await settleMessage(db, conversationId, id, outcome);
}

/** What to send, now that it is ours; an outcome when it cannot go; null when it is not ours to send. */
async function prepareAndClaim(
  db: Db,
  conversationId: number,
  id: number,
  signal: AbortSignal,
): Promise<Outgoing | Outcome | null> {
  const prepared = await prepareMessage(db, id);
  if (prepared === null || "outcome" in prepared) return prepared;
  const isOurs = await claiming(
    async () => (await waitForSlot(db, signal)) && (await claimMessage(db, conversationId, id)),
  );
  if (isOurs) return prepared;
  prepared.file?.body.destroy();
  return null;
}

function failBlocked(db: Db, conversationId: number): Promise<void> {
  return change({ db }, async (tx) => {
    await failQueued(tx, await touchConversation(tx, conversationId), blockedWhy);
  });
}
