import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { botState } from "@/db/schema";
import { env } from "@/lib/core/env";

/**
 * Milliseconds between two messages of the bot. Telegram allows 30 a second (Bot API FAQ, "My bot is
 * hitting limits"): 36 leave it some calls that arrive late beside others that are on time.
 */
export const spacing = 36;

/** Milliseconds by which a slot may be missed: more, and late calls crowd those that are on time. */
const lateness = 60;

/**
 * Waits for the caller's own slot in the bot's 30 per second, from the row that all processes share. A
 * slot that was missed is given up for another one. False when `signal` ended the wait.
 */
export async function waitForSlot(db: Db, signal: AbortSignal): Promise<boolean> {
  for (let tries = 1; !signal.aborted; tries++) {
    const asked = performance.now();
    const waitMs = await takeSlot(db);
    if (waitMs > 0) await pause(waitMs, undefined, { signal }).catch(() => undefined);
    const isLate = performance.now() - asked - waitMs > lateness;
    // A machine that is always late still sends: Telegram's own word (429) comes last anyway.
    if (!isLate || tries === 5) break;
  }
  return !signal.aborted;
}

/** Milliseconds until the slot; each call takes the next one. */
async function takeSlot(db: Db): Promise<number> {
  const step = sql.raw(`interval '${spacing} milliseconds'`);
  const [slot] = await db
    .insert(botState)
    .values({ botId: env().BOT_ID, nextSendAt: sql`clock_timestamp() + ${step}` })
    .onConflictDoUpdate({
      target: botState.botId,
      set: { nextSendAt: sql`greatest(${botState.nextSendAt}, clock_timestamp()) + ${step}` },
    })
    // The slot is where the row stood before, counted by Postgres' clock alone.
    .returning({
      waitMs: sql<number>`extract(epoch from ${botState.nextSendAt} - ${step} - clock_timestamp())::float8 * 1000`,
    });
  return Math.max(0, Math.ceil(slot?.waitMs ?? 0));
}

/** Telegram asked the whole bot to wait so many seconds (429): nobody sends before that. */
export async function holdBot(db: Db, seconds: number): Promise<void> {
  const until = sql`clock_timestamp() + make_interval(secs => ${seconds})`;
  await db
    .insert(botState)
    .values({ botId: env().BOT_ID, heldUntil: until })
    .onConflictDoUpdate({
      target: botState.botId,
      set: { heldUntil: sql`greatest(${botState.heldUntil}, ${until})` },
    });
}

/** The token no longer works: nothing is sent until someone mends it. */
export async function stopBot(db: Db, reason: string): Promise<void> {
  await db
    .insert(botState)
    .values({ botId: env().BOT_ID, stoppedReason: reason })
    .onConflictDoUpdate({ target: botState.botId, set: { stoppedReason: reason } });
}
