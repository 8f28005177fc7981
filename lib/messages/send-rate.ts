import { eq, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { botState, conversations } from "@/db/schema";
import { env } from "@/lib/core/env";

/**
 * When this chat may be written to: 1 per second per chat, 30 per second per bot, and not while
 * Telegram asked the whole bot to wait. Null while all sending is stopped (token revoked).
 */
export async function nextFreeSlot(db: Db, conversationId: number): Promise<Date | null> {
  const [chat] = await db
    .select({ at: conversations.nextSendAt })
    .from(conversations)
    .where(eq(conversations.id, conversationId));
  const chatAt = chat?.at ?? new Date(0);
  if (chatAt > new Date()) return chatAt;
  // One row for the bot: each call takes the next 1/30 s, or is told when the row is free again.
  const [bot] = await db
    .insert(botState)
    .values({ botId: env().BOT_ID, nextSendAt: sql`now()` })
    .onConflictDoUpdate({
      target: botState.botId,
      set: {
        nextSendAt: sql`case when ${botState.nextSendAt} > now() + interval '1 second' then ${botState.nextSendAt}
          else greatest(${botState.nextSendAt}, now()) + interval '33 milliseconds' end`,
      },
    })
    .returning({ at: botState.nextSendAt, stoppedReason: botState.stoppedReason });
  if (bot?.stoppedReason) return null;
  const at = bot?.at ?? new Date();
  return at.getTime() > Date.now() + 1000 ? at : new Date(0);
}

/** Telegram asked the whole bot to wait. */
export async function holdBot(db: Db, until: Date): Promise<void> {
  await db
    .insert(botState)
    .values({ botId: env().BOT_ID, nextSendAt: until })
    .onConflictDoUpdate({
      target: botState.botId,
      set: {
        nextSendAt: sql`greatest(${botState.nextSendAt}, ${until.toISOString()}::timestamptz)`,
      },
    });
}

/** The token no longer works: nothing is sent until someone mends it. */
export async function stopBot(db: Db, reason: string): Promise<void> {
  await db
    .insert(botState)
    .values({ botId: env().BOT_ID, stoppedReason: reason })
    .onConflictDoUpdate({ target: botState.botId, set: { stoppedReason: reason } });
}
