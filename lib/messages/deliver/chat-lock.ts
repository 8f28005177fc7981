import { sql } from "drizzle-orm";
import { advisoryLocks, tryLock } from "@/db/advisory-locks";
import type { Db } from "@/db/client";
import { aliveWhile } from "@/lib/queue/alive-while";
import { lockSession, silence } from "@/lib/queue/lock-session";

type Run<T> = (lost: AbortSignal) => Promise<T>;

/**
 * Runs `run` as the only sender of a chat, or returns null when there is another one. A sender whose
 * machine vanished loses its locks within seconds; `lost` is for one that is still there.
 */
export function underChatLock<T>(db: Db, conversationId: number, run: Run<T>): Promise<T | null> {
  return lockSession() ? inSession(conversationId, run) : inTransaction(db, conversationId, run);
}

/** In a worker one connection holds the locks of all chats, so that hanging calls take none from others. */
async function inSession<T>(conversationId: number, run: Run<T>): Promise<T | null> {
  const session = lockSession();
  const lost = await session?.take(advisoryLocks.chat.number, conversationId);
  if (!lost) return null;
  try {
    return await run(lost);
  } finally {
    await session?.free(advisoryLocks.chat.number, conversationId);
  }
}

/**
 * Elsewhere (Trigger.dev, maybe behind a pooler) the lock lives as long as a transaction, which holds
 * nothing else; rows use other connections.
 */
function inTransaction<T>(db: Db, conversationId: number, run: Run<T>): Promise<T | null> {
  return db.transaction(async (lock) => {
    await lock.execute(
      sql`select set_config('idle_in_transaction_session_timeout', ${String(silence)}, true)`,
    );
    const isOurs = await tryLock(lock, advisoryLocks.chat, conversationId);
    return isOurs ? aliveWhile(() => lock.execute(sql`select 1`), run) : null;
  });
}
