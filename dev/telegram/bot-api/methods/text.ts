import type {
  TelegramLinkPreviewOptions,
  TelegramMessage,
  TelegramMessageEntity,
} from "@gramio/types";
import { badRequest } from "../../api-error";
import { knownChat } from "../../chats";
import { changeMessage, findMessage, saveMessage } from "../../messages";
import type { Sim } from "../../sim";
import type { StoredMessage } from "../../store/records";
import { formatText } from "../../text/format-text";
import type { Method } from "../method";
import type { Params } from "../params";
import { readMarkup } from "../reply-markup";
import { captionOf, sendContent } from "../send-content";

/** Text messages, and edits and deletions of any message. */
export const textMethods: Record<string, Method> = {
  sendMessage: (sim, params) => sendContent(sim, params, () => textOf(params)),

  editMessageText: (sim, params) =>
    edit(sim, params, (message) => {
      if (message.text === undefined) throw badRequest("there is no text in the message to edit");
      const { text: _, entities: _old, link_preview_options: _link, ...rest } = message;
      return { ...rest, ...textOf(params) };
    }),

  editMessageCaption: (sim, params) =>
    edit(sim, params, (message) => {
      if (message.text !== undefined) {
        throw badRequest("there is no caption in the message to edit");
      }
      const { caption: _, caption_entities: _old, ...rest } = message;
      return { ...rest, ...captionOf(params) };
    }),

  editMessageReplyMarkup: (sim, params) => edit(sim, params, (message) => message),

  deleteMessage(sim, params) {
    const { chat } = knownChat(sim, params.chatId());
    const found = findMessage(sim, chat.id, params.messageId());
    if (!found) throw badRequest("message to delete not found");
    remove(sim, found);
    return true;
  },

  deleteMessages(sim, params) {
    const { chat } = knownChat(sim, params.chatId());
    for (const id of params.json<number[]>("message_ids") ?? []) {
      const found = findMessage(sim, chat.id, id);
      if (found) remove(sim, found);
    }
    return true;
  },
};

function textOf(params: Params): Partial<TelegramMessage> {
  const { text, entities } = formatText(params.text("text") ?? "", {
    parse_mode: params.text("parse_mode"),
    entities: params.json<TelegramMessageEntity[]>("entities"),
  });
  if (!text) throw badRequest("message text is empty");
  if (text.length > 4_096) throw badRequest("message is too long");
  const preview = params.json<TelegramLinkPreviewOptions>("link_preview_options");
  return {
    text,
    ...(entities.length > 0 ? { entities } : {}),
    ...(preview ? { link_preview_options: preview } : {}),
  };
}

function edit(
  sim: Sim,
  params: Params,
  change: (message: TelegramMessage) => TelegramMessage,
): TelegramMessage {
  if (params.text("inline_message_id")) throw badRequest("MESSAGE_ID_INVALID");
  const { chat } = knownChat(sim, params.chatId());
  const found = findMessage(sim, chat.id, params.messageId());
  if (!found) throw badRequest("message to edit not found");
  if (!found.from_bot) throw badRequest("message can't be edited");
  const { inline } = readMarkup(params);
  // An edit without buttons takes the old ones away (Bot API, editMessageText).
  const { reply_markup: _, edit_date: _date, ...rest } = change(found.message);
  const next: TelegramMessage = { ...rest, ...(inline ? { reply_markup: inline } : {}) };
  if (content(next) === content(found.message)) {
    throw badRequest(
      "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
    );
  }
  return changeMessage(sim, found, { ...next, edit_date: Math.floor(Date.now() / 1_000) }).message;
}

function content({ text, entities, caption, caption_entities, reply_markup }: TelegramMessage) {
  return JSON.stringify([text, entities, caption, caption_entities, reply_markup]);
}

function remove(sim: Sim, found: StoredMessage): void {
  // Bots may delete what is younger than 48 hours (Bot API, deleteMessage).
  if (found.date < Date.now() / 1_000 - 48 * 3_600) throw badRequest("message can't be deleted");
  saveMessage(sim, { ...found, is_deleted: true });
}
