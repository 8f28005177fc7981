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
 * Seconds ahead up to which slots are given. Further ahead nobody was ever sent, so a row that stands
 * there is from before the clock stepped back.
 */
const horizon = { full: 5, absurd: 6 };
/** Milliseconds before the next look when all slots are given. */
const fullWait = 500;

/**
 * Waits for the caller's own slot in the bot's 30 per second, from the row that all processes share. A
 * slot that was missed is given up for another one. False when `signal` ended the wait.
 */
export async function waitForSlot(db: Db, signal: AbortSignal): Promise<boolean> {
  for (let tries = 1; !signal.aborted; tries++) {
    const asked = performance.now();
    const waitMs = await takeSlot(db);
    if (waitMs === null) {
      tries--;
      await pause(fullWait, undefined, { signal }).catch(() => undefined);
      continue;
    }
    if (waitMs > 0) await pause(waitMs, undefined, { signal }).catch(() => undefined);
    const isLate = performance.now() - asked - waitMs > lateness;
    // A machine that is always late still sends: Telegram's own limit (429) comes last anyway.
    if (!isLate || tries === 5) break;
  }
  return !signal.aborted;
}

/** Milliseconds until the slot; each call takes the next one. Null: all are given for now. */
async function takeSlot(db: Db): Promise<number | null> {
  const step = sql.raw(`interval '${spacing} milliseconds'`);
  const ahead = sql`${botState.nextSendAt} - clock_timestamp()`;
  const full = sql.raw(`interval '${horizon.full} seconds'`);
  const absurd = sql.raw(`interval '${horizon.absurd} seconds'`);
  const [slot] = await db
    .insert(botState)
    .values({ botId: env().BOT_ID, nextSendAt: sql`clock_timestamp() + ${step}` })
    .onConflictDoUpdate({
      target: botState.botId,
      set: {
        nextSendAt: sql`case when ${ahead} > ${absurd} then clock_timestamp()
          else greatest(${botState.nextSendAt}, clock_timestamp()) end + ${step}`,
      },
      setWhere: sql`not ${ahead} between ${full} and ${absurd}`,
    })
    // The slot is where the row stood before, counted by Postgres' clock alone.
    .returning({
      waitMs: sql<number>`extract(epoch from ${botState.nextSendAt} - ${step} - clock_timestamp())::float8 * 1000`,
    });
  return slot ? Math.max(0, Math.ceil(slot.waitMs)) : null;
}

/** Until when the bot is held, or null; a clock that stepped back since does not make it longer. */
export const heldUntil = sql`case when ${botState.heldFrom} <= clock_timestamp() then ${botState.heldUntil} end`;

/** Telegram asked the whole bot to wait so many seconds (429): nobody sends before that. */
export async function holdBot(db: Db, seconds: number): Promise<void> {
  const heldFrom = sql`clock_timestamp()`;
  const until = sql`clock_timestamp() + make_interval(secs => ${seconds})`;
  await db
    .insert(botState)
    .values({ botId: env().BOT_ID, heldFrom, heldUntil: until })
    .onConflictDoUpdate({
      target: botState.botId,
      set: { heldFrom, heldUntil: sql`greatest(${heldUntil}, ${until})` },
    });
}

/** The token no longer works: nothing is sent until someone mends it. */
export async function stopBot(db: Db, reason: string): Promise<void> {
  await db
    .insert(botState)
    .values({ botId: env().BOT_ID, stoppedReason: reason })
    .onConflictDoUpdate({ target: botState.botId, set: { stoppedReason: reason } });
}
