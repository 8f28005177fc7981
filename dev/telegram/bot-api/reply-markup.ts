import type { TelegramInlineKeyboardButton, TelegramInlineKeyboardMarkup } from "@gramio/types";
import { badRequest } from "../api-error";
import type { ReplyKeyboard } from "../control-types";
import { isTelegramUrl } from "../text/find-entities";
import type { Params } from "./params";

interface Markup {
  inline_keyboard?: TelegramInlineKeyboardButton[][];
  keyboard?: (string | ReplyKeyboard[number][number])[][];
  remove_keyboard?: true;
}

/** The buttons of a call: those under the message, and those in place of the person's keyboard (null: removed). */
export function readMarkup(params: Params): {
  inline?: TelegramInlineKeyboardMarkup;
  keyboard?: ReplyKeyboard | null;
} {
  const markup = params.json<Markup>("reply_markup");
  if (!markup) return {};
  if (markup.remove_keyboard) return { keyboard: null };
  if (Array.isArray(markup.keyboard)) {
    const rows = markup.keyboard.map((row) =>
      row.map((button) => (typeof button === "string" ? { text: button } : button)),
    );
    return { keyboard: rows };
  }
  if (!markup.inline_keyboard) return {};
  if (!Array.isArray(markup.inline_keyboard)) {
    throw badRequest(`can't parse inline keyboard: field "inline_keyboard" must be an Array`);
  }
  const rows = markup.inline_keyboard.filter((row) => row.length > 0);
  for (const button of rows.flat()) checkButton(button);
  return rows.length > 0 ? { inline: { inline_keyboard: rows } } : {};
}

function checkButton(button: TelegramInlineKeyboardButton): void {
  if (!button.text) throw badRequest("can't parse inline keyboard button: button text is empty");
  if (button.callback_data !== undefined) {
    const bytes = Buffer.byteLength(button.callback_data);
    if (bytes < 1 || bytes > 64) throw badRequest("BUTTON_DATA_INVALID");
    return;
  }
  if (button.url !== undefined && !isTelegramUrl(button.url)) {
    throw badRequest(`inline keyboard button URL '${button.url}' is invalid: Wrong HTTP URL`);
  }
  const { text: _, icon_custom_emoji_id: _icon, style: _style, ...actions } = button;
  if (Object.keys(actions).length === 0) {
    throw badRequest(
      "can't parse inline keyboard button: text buttons are unallowed in the inline keyboard",
    );
  }
}
