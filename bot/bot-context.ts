import type { Context } from "grammy";
import type { Update } from "grammy/types";
import { env } from "@/lib/core/env";
import type { Db } from "@/lib/database";
import { withoutSecrets } from "@/lib/updates/hide-secrets";
import type { UpdateFacts } from "@/lib/updates/ingest-message";

/** grammY's context with what our handlers need. */
export type BotContext = Context & {
  db: Db;
  /** Calls to Telegram that wait until it has its 200. */
  calls: (() => Promise<unknown>)[];
};

/** What is stored of every update: as it came, without codes and invites. */
export function factsOf(update: Update): UpdateFacts {
  const kind = Object.keys(update).find((key) => key !== "update_id") ?? "unknown";
  return { botId: env().BOT_ID, updateId: update.update_id, kind, raw: withoutSecrets(update) };
}

export const updateFacts = (ctx: BotContext): UpdateFacts => factsOf(ctx.update);

/** Sends a text to the person after the response; when it fails they repeat the command. */
export function replyLater(ctx: BotContext, text: string) {
  const chatId = ctx.chat?.id;
  if (chatId !== undefined) ctx.calls.push(() => ctx.api.sendMessage(chatId, text));
}

/** Only a fresh message that a person typed in a private chat themselves counts (promise 20). */
export function isOwnFreshMessage(ctx: BotContext): boolean {
  const { message } = ctx;
  if (message?.chat.type !== "private" || message.from.id !== message.chat.id) return false;
  if (message.forward_origin || message.edit_date || message.via_bot || message.sender_chat)
    return false;
  return Date.now() / 1000 - message.date < 120;
}
