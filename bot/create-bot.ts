import { Bot } from "grammy";
import type { Update, UserFromGetMe } from "grammy/types";
import { env } from "@/lib/core/env";
import { database } from "@/lib/database";
import { callTimeoutSeconds } from "@/lib/telegram/api";
import { auth } from "./auth";
import type { BotContext } from "./bot-context";
import { commands } from "./commands";
import { messages } from "./messages";
import { press } from "./press";

/**
 * Builds the bot and never listens: updates are handed to it by the webhook or by polling.
 * `keep` gets each update's list of calls to be made later, which the handlers fill.
 */
export function createBot(
  username: string,
  keep: (update: Update, calls: BotContext["calls"]) => void,
): Bot<BotContext> {
  const { TELEGRAM_TOKEN, TELEGRAM_API_ROOT, BOT_ID } = env();
  const bot = new Bot<BotContext>(TELEGRAM_TOKEN, {
    client: { apiRoot: TELEGRAM_API_ROOT, timeoutSeconds: callTimeoutSeconds },
    // Given, so that the first update does not wait for getMe.
    botInfo: { id: BOT_ID, is_bot: true, first_name: username, username } as UserFromGetMe,
  });
  bot.use(async (ctx, next) => {
    ctx.db = database();
    ctx.calls = [];
    keep(ctx.update, ctx.calls);
    await next();
  });
  bot.use(commands, auth, press, messages);
  return bot;
}
