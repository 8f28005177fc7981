import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { botState } from "@/db/schema";
import { env } from "@/lib/core/env";

/** The next update to ask for. */
export async function readOffset(db: Db): Promise<number> {
  const [row] = await db
    .select({ offset: botState.pollingOffset })
    .from(botState)
    .where(eq(botState.botId, env().BOT_ID));
  return row?.offset ?? 0;
}

/** Everything before `offset` is stored. */
export async function saveOffset(db: Db, offset: number): Promise<void> {
  await db
    .insert(botState)
    .values({ botId: env().BOT_ID, pollingOffset: offset })
    .onConflictDoUpdate({ target: botState.botId, set: { pollingOffset: offset } });
}
