import { asc, eq, sql } from "drizzle-orm";
import { advisoryLocks, tryLock } from "@/db/advisory-locks";
import type { Db } from "@/db/client";
import { messages } from "@/db/schema";
import { why } from "@/lib/core/refusals/why";
import { settleMessage } from "./settle-message";

/** Seconds after which a call is over for certain: it may take 50, and what comes before it some more. */
const longest = 75;
/** The most rows given up in one sweep. */
const batch = 500;

/**
 * Rows that are `sending` though nobody sends them any more become `unknown` (promise 12), whatever the
 * job engine does: the chat's lock is free, or no call takes so long.
 */
export async function giveUpStale(db: Db): Promise<void> {
  const rows = await db
    .select({
      id: messages.id,
      conversationId: messages.conversationId,
      isOver: sql<boolean>`coalesce(${messages.sendingStartedAt}, '-infinity') < now() - make_interval(secs => ${longest})`,
    })
    .from(messages)
    .where(eq(messages.deliveryStatus, "sending"))
    .orderBy(asc(messages.id))
    .limit(batch);
  for (const { id, conversationId, isOver } of rows) {
    if (isOver) await giveUp(db, conversationId, id);
    else await giveUpUnlocked(db, conversationId, id);
  }
}

/** Under the chat's lock nobody else sends: had the row's sender lived, it would hold the lock. */
async function giveUpUnlocked(db: Db, conversationId: number, id: number) {
  await db.transaction(async (lock) => {
    const isFree = await tryLock(lock, advisoryLocks.chat, conversationId);
    if (isFree) await giveUp(db, conversationId, id);
  });
}

async function giveUp(db: Db, conversationId: number, id: number) {
  const stopped = { outcome: "unknown" as const, ...why("sending.stopped") };
  await settleMessage(db, conversationId, id, stopped);
}
