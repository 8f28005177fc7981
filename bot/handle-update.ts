import type { Bot } from "grammy";
import type { Update } from "grammy/types";
import { logger } from "@/lib/core/logger";
import { database } from "@/lib/database";
import { botUsername } from "@/lib/telegram/bot-username";
import type { BotContext } from "./bot-context";
import { createBot } from "./create-bot";

type Effects = BotContext["effects"];

let bot: Promise<Bot<BotContext>> | undefined;
const effectsOf = new WeakMap<Update, Effects>();

/**
 * Stores and applies one update. Resolves when it is safely in the database, with the slow work that
 * is left to do; rejects only when it could not be stored, so that Telegram delivers it again.
 */
export async function handleUpdate(update: Update): Promise<() => Promise<void>> {
  bot ??= prepare();
  const instance = await bot.catch((error: unknown) => {
    bot = undefined;
    throw error;
  });
  await instance.handleUpdate(update);
  const effects = effectsOf.get(update) ?? [];
  return async () => {
    for (const effect of effects) {
      await effect().catch((error: unknown) =>
        logger("bot").warn({ err: error, updateId: update.update_id }, "effect failed"),
      );
    }
  };
}

async function prepare(): Promise<Bot<BotContext>> {
  const username = await botUsername(database());
  return createBot(username ?? "bot", (update, effects) => effectsOf.set(update, effects));
}
