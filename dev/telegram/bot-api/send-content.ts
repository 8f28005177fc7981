import type { TelegramChat, TelegramMessage, TelegramMessageEntity } from "@gramio/types";
import { badRequest } from "../api-error";
import { writableChat } from "../chats";
import { addMessage, asReplied, findMessage, saveMessage } from "../messages";
import type { Sim } from "../sim";
import type { StoredMessage } from "../store/records";
import { formatText } from "../text/format-text";
import type { Params } from "./params";
import { readMarkup } from "./reply-markup";

interface ReplyParameters {
  message_id: number;
  allow_sending_without_reply?: boolean;
  quote?: string;
}

/** Sends what `content` makes for the chat, with the reply, buttons and flags that every send* method takes. */
export function sendContent(
  sim: Sim,
  params: Params,
  content: (chat: TelegramChat) => Partial<TelegramMessage>,
): TelegramMessage {
  const chat = writableChat(sim, params.chatId());
  const { inline, keyboard } = readMarkup(params);
  const sent = addMessage(sim, {
    chat,
    from: sim.bot,
    content: {
      ...replyFields(sim, params, chat.id),
      ...content(chat),
      ...(params.bool("protect_content") ? { has_protected_content: true } : {}),
      ...(inline ? { reply_markup: inline } : {}),
    },
  });
  return keyboard === undefined
    ? sent.message
    : saveMessage(sim, { ...sent, keyboard } satisfies StoredMessage).message;
}

/** `reply_to_message` and `quote` of a call. Throws 400 when the message is not there. */
export function replyFields(sim: Sim, params: Params, chatId: number): Partial<TelegramMessage> {
  const legacy = params.int("reply_to_message_id");
  const reply =
    params.json<ReplyParameters>("reply_parameters") ??
    (legacy ? { message_id: legacy } : undefined);
  if (!reply) return {};
  const target = findMessage(sim, chatId, reply.message_id);
  if (!target) {
    const isOptional =
      ("allow_sending_without_reply" in reply && reply.allow_sending_without_reply) ||
      params.bool("allow_sending_without_reply");
    if (isOptional) return {};
    throw badRequest("message to be replied not found");
  }
  const quote = "quote" in reply ? reply.quote : undefined;
  const position = quote ? target.text.indexOf(quote) : -1;
  if (quote && position < 0) throw badRequest("QUOTE_TEXT_INVALID");
  return {
    reply_to_message: asReplied(target.message),
    ...(quote ? { quote: { text: quote, position, is_manual: true } } : {}),
  };
}

/** Caption and entities of a call or of an album's item, at most 1,024 characters. */
export function captionFields(item: {
  caption?: string | undefined;
  parse_mode?: string | undefined;
  caption_entities?: TelegramMessageEntity[] | undefined;
}): Partial<TelegramMessage> {
  if (!item.caption) return {};
  const { text, entities } = formatText(item.caption, {
    parse_mode: item.parse_mode,
    entities: item.caption_entities,
  });
  if (text.length > 1_024) throw badRequest("message caption is too long");
  if (!text) return {};
  return { caption: text, ...(entities.length > 0 ? { caption_entities: entities } : {}) };
}

/** The caption of a call's own parameters. */
export function captionOf(params: Params): Partial<TelegramMessage> {
  return captionFields({
    caption: params.text("caption"),
    parse_mode: params.text("parse_mode"),
    caption_entities: params.json<TelegramMessageEntity[]>("caption_entities"),
  });
}
