import type { TelegramChat, TelegramMessage, TelegramUser } from "@gramio/types";
import type { MessageKind } from "./control-types";
import type { Sim } from "./sim";
import type { StoredMessage } from "./store/records";

/** What a new message consists of, beside its ids and date. */
export interface NewMessage {
  chat: TelegramChat;
  from: TelegramUser;
  content: Partial<TelegramMessage>;
  /** Unix seconds; now by default. */
  date?: number | undefined;
}

/** Gives a message its id and keeps it. */
export function addMessage(sim: Sim, { chat, from, content, date }: NewMessage): StoredMessage {
  // Private chats and small groups share one series of ids per bot; a supergroup has its own.
  const series = chat.type === "supergroup" ? `message:${chat.id}` : "message";
  const message: TelegramMessage = {
    message_id: sim.store.next(series),
    from,
    chat,
    date: date ?? Math.floor(Date.now() / 1_000),
    ...content,
  };
  return saveMessage(sim, {
    chat_id: chat.id,
    message_id: message.message_id,
    from_bot: from.id === sim.bot.id,
    sender_id: from.id,
    ...summary(message),
    is_deleted: false,
    reactions: {},
    earlier_texts: [],
  });
}

/** Replaces a message's content, remembering the text it had. */
export function changeMessage(
  sim: Sim,
  old: StoredMessage,
  message: TelegramMessage,
): StoredMessage {
  const next = { ...old, ...summary(message) };
  const isSameText = next.text === old.text;
  return saveMessage(sim, {
    ...next,
    earlier_texts: isSameText ? old.earlier_texts : [...old.earlier_texts, old.text],
  });
}

/** Keeps a message and shows it on open pages. */
export function saveMessage(sim: Sim, message: StoredMessage): StoredMessage {
  sim.store.messages.set(`${message.chat_id}:${message.message_id}`, message);
  sim.events.send({ type: "message", message });
  return message;
}

/** A message that is there and not deleted. */
export function findMessage(sim: Sim, chatId: number, id: number): StoredMessage | undefined {
  const found = sim.store.messages.get(`${chatId}:${id}`);
  return found?.is_deleted ? undefined : found;
}

/** A message as another one quotes it: without the reply it carries itself (Bot API, `reply_to_message`). */
export function asReplied(message: TelegramMessage): TelegramMessage {
  const { reply_to_message: _, ...rest } = message;
  return rest;
}

function summary(message: TelegramMessage) {
  return {
    date: message.date,
    kind: kindOf(message),
    text: message.text ?? message.caption ?? "",
    ...(message.media_group_id ? { media_group_id: message.media_group_id } : {}),
    message,
  };
}

// Order matters: an animation is also a document, a venue also a location.
const kinds: Exclude<MessageKind, "other">[] = [
  "text",
  "photo",
  "animation",
  "document",
  "voice",
  "audio",
  "video",
  "video_note",
  "sticker",
  "venue",
  "location",
  "contact",
  "poll",
  "dice",
];

function kindOf(message: TelegramMessage): MessageKind {
  return kinds.find((kind) => message[kind] !== undefined) ?? "other";
}
