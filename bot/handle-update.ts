import { type Bot, BotError } from "grammy";
import type { Update } from "grammy/types";
import { logger } from "@/lib/core/logger";
import { isOutage } from "@/lib/core/outage";
import { database } from "@/lib/database";
import { deliver } from "@/lib/effects/deliver";
import type { ChangeEvent } from "@/lib/effects/events";
import { holdInto } from "@/lib/effects/hold";
import { knownUsername } from "@/lib/telegram/bot-username";
import { inChatTurn } from "@/lib/updates/chat-turn";
import { cleanUpdate } from "@/lib/updates/clean-update";

import { keepFailedUpdate } from "@/lib/updates/keep-failed-update";
import { type BotContext, factsOf } from "./bot-context";
import { createBot } from "./create-bot";

type Calls = BotContext["calls"];

let bot: Bot<BotContext> | undefined;
const callsOf = new WeakMap<Update, Calls>();

/**
 * Stores and applies one update. Resolves when it is safely in the database, with what follows from it
 * and is to be done after Telegram has its 200: what throws on its content is kept as failed. Rejects only when the database could not
 * store it, so that Telegram delivers it again.
 */
export async function handleUpdate(update: Update): Promise<() => Promise<void>> {
  const clean = cleanUpdate(update);
  const events: ChangeEvent[] = [];
  try {
    const own = await ownBot();
    await holdInto(events, () => inChatTurn(chatOf(clean), () => own.handleUpdate(clean)));
  } catch (error) {
    const cause = error instanceof BotError ? error.error : error;
    if (isOutage(cause)) throw cause;
    logger("bot").error({ err: cause, updateId: update.update_id }, "update not applied");
    await keepFailedUpdate(database(), factsOf(clean), cause);
  }
  const calls = callsOf.get(clean) ?? [];
  return async () => {
    await Promise.all([deliver(database(), events), makeCalls(calls, update)]);
  };
}

async function makeCalls(calls: Calls, { update_id: updateId }: Update): Promise<void> {
  for (const call of calls) {
    await call().catch((error: unknown) =>
      logger("bot").warn({ err: error, updateId }, "no answer in Telegram"),
    );
  }
}

/** The chat that an update is of, whichever kind it is; updates without one have no turn to wait for. */
export function chatOf(update: Update): number | null {
  const { update_id: _, ...kinds } = update as unknown as Record<string, unknown>;
  for (const kind of Object.values(kinds)) {
    const { chat, message } = Object(kind) as { chat?: unknown; message?: unknown };
    const { id } = Object(chat ?? Object(message).chat) as { id?: unknown };
    if (typeof id === "number") return id;
  }
  return null;
}

async function ownBot(): Promise<Bot<BotContext>> {
  if (bot) return bot;
  const username = await knownUsername(database());
  const made = createBot(username ?? "bot", (update, calls) => callsOf.set(update, calls));
  // The name of the bot is not kept before it is known: `/start@name` needs it.
  if (username) bot = made;
  return made;
}
