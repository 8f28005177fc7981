import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { botState } from "@/db/schema";
import { env } from "@/lib/core/env";
import { botApi } from "./api";

/** The bot's @username as far as it was asked already: no update waits for Telegram. */
export async function knownUsername(db: Db): Promise<string | null> {
  const [row] = await db
    .select({ username: botState.username })
    .from(botState)
    .where(eq(botState.botId, env().BOT_ID));
  return row?.username ?? null;
}

/** The bot's @username, asked of Telegram once and kept; null while Telegram does not answer. */
export async function botUsername(db: Db): Promise<string | null> {
  const botId = env().BOT_ID;
  const known = await knownUsername(db);
  if (known) return known;
  const me = await botApi()
    .getMe()
    .catch(() => null);
  if (!me) return null;
  await db
    .insert(botState)
    .values({ botId, username: me.username })
    .onConflictDoUpdate({ target: botState.botId, set: { username: me.username } });
  return me.username;
}

/** A link that opens the bot with a `/start` payload: in the simulator's page during development. */
export async function botLink(db: Db, payload: string): Promise<string> {
  const username = (await botUsername(db)) ?? "bot";
  const root = env().SIMULATOR_URL;
  return root
    ? `${root}/t.me/${username}?start=${payload}`
    : `https://t.me/${username}?start=${payload}`;
}
