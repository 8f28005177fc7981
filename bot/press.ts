import { Composer } from "grammy";
import type { CallbackQuery } from "grammy/types";
import { composed } from "@/lib/core/composed";
import { visibleName } from "@/lib/core/visible-text";
import { applyPress, type Press } from "@/lib/updates/apply-press";
import { recordUpdate } from "@/lib/updates/record-update";
import { type BotContext, updateFacts } from "./bot-context";

/** Buttons that are not ours, under messages of an older bot with the same token. */
export const press = new Composer<BotContext>();

press.on("callback_query", async (ctx) => {
  answerLater(ctx);
  const { chat } = ctx;
  const pressed = describePress(ctx.callbackQuery);
  await recordUpdate(ctx.db, updateFacts(ctx), async (tx) => {
    if (chat?.type !== "private" || chat.id !== pressed.personId)
      return { ignored: "not_private_chat" };
    return applyPress(tx, pressed);
  });
});

/** Whatever the button was: without an answer its spinner runs on (Bot API, `answerCallbackQuery`). */
export function answerLater(ctx: BotContext) {
  ctx.calls.push(async () => ctx.answerCallbackQuery());
}

/** Who pressed which button; its text is known while Telegram still shows the message. */
export function describePress(query: CallbackQuery): Press {
  const data = textOf(query.data) ?? textOf(query.game_short_name);
  const message = Object(query.message) as { reply_markup?: { inline_keyboard?: unknown } };
  const rows = message.reply_markup?.inline_keyboard;
  const buttons = (Array.isArray(rows) ? rows.flat() : []).map(
    (one) => Object(one) as { text?: unknown; callback_data?: unknown; callback_game?: unknown },
  );
  const button = buttons.find((one) =>
    query.game_short_name ? one.callback_game : one.callback_data === query.data,
  );
  return {
    personId: Number(Object(query.from).id),
    label: textOf(button?.text) || null,
    data,
  };
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? composed(visibleName(value)) : null;
}
