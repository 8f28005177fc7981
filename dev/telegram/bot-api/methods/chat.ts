import type { TelegramReactionType } from "@gramio/types";
import { badRequest } from "../../api-error";
import { knownChat, userObject, writableChat } from "../../chats";
import { mediaContent } from "../../media/media-content";
import { findMessage, saveMessage } from "../../messages";
import { isReactionEmoji } from "../../reaction-emoji";
import type { Method } from "../method";
import { keepLocally } from "./keep-locally";

const downloadLimit = 20 * 1024 * 1024;

const actions = [
  "typing",
  "upload_photo",
  "record_video",
  "upload_video",
  "record_voice",
  "upload_voice",
  "upload_document",
  "choose_sticker",
  "find_location",
  "record_video_note",
  "upload_video_note",
];

/** Chats, people, reactions, buttons and files. */
export const chatMethods: Record<string, Method> = {
  sendChatAction(sim, params) {
    const chat = writableChat(sim, params.chatId());
    const action = params.text("action") ?? "";
    if (!actions.includes(action)) throw badRequest("wrong parameter action in request");
    sim.events.send({ type: "chat_action", chat_id: chat.id, action });
    return true;
  },

  getChat(sim, params) {
    const { chat, person } = knownChat(sim, params.chatId());
    return {
      ...chat,
      ...(person?.username ? { active_usernames: [person.username] } : {}),
      accent_color_id: Math.abs(chat.id) % 7,
      max_reaction_count: 11,
      accepted_gift_types: {
        unlimited_gifts: false,
        limited_gifts: false,
        unique_gifts: false,
        premium_subscription: false,
        gifts_from_channels: false,
      },
    };
  },

  getChatMember(sim, params) {
    const { chat, group } = knownChat(sim, params.chatId());
    const id = params.int("user_id") ?? 0;
    if (id === sim.bot.id) return { status: "member", user: sim.bot };
    const person = sim.store.people.get(id);
    if (!person) throw badRequest("member not found");
    const isMember = chat.id === id || group?.member_ids.includes(id);
    return { status: isMember ? "member" : "left", user: userObject(person) };
  },

  getUserProfilePhotos(sim, params) {
    const person = sim.store.people.get(params.int("user_id") ?? 0);
    if (!person?.is_started) throw badRequest("user not found");
    const file = person.photo_file_id ? sim.store.files.get(person.photo_file_id) : undefined;
    const photo = file ? mediaContent(sim, file).photo : undefined;
    return { total_count: photo ? 1 : 0, photos: photo ? [photo] : [] };
  },

  setMessageReaction(sim, params) {
    const chat = writableChat(sim, params.chatId());
    const found = findMessage(sim, chat.id, params.messageId());
    if (!found) throw badRequest("message to react not found");
    const reaction = params.json<TelegramReactionType[]>("reaction") ?? [];
    if (reaction.length > 1) throw badRequest("REACTIONS_TOO_MANY");
    if (reaction.some((item) => item.type !== "emoji" || !isReactionEmoji(item.emoji))) {
      throw badRequest("REACTION_INVALID");
    }
    saveMessage(sim, { ...found, reactions: { ...found.reactions, [sim.bot.id]: reaction } });
    return true;
  },

  answerCallbackQuery(sim, params) {
    const id = params.text("callback_query_id") ?? "";
    const query = sim.callbacks.get(id);
    if (!query) {
      throw badRequest("query is too old and response timeout expired or query ID is invalid");
    }
    const text = params.text("text");
    if (text && text.length > 200) throw badRequest("MESSAGE_TOO_LONG");
    const url = params.text("url");
    const answer = {
      ...query,
      is_answered: true,
      ...(text ? { text } : {}),
      ...(params.bool("show_alert") ? { show_alert: true } : {}),
      ...(url ? { url } : {}),
    };
    sim.callbacks.set(id, answer);
    sim.events.send({ type: "callback_answer", answer });
    return true;
  },

  getFile(sim, params) {
    const id = params.text("file_id");
    if (!id) throw badRequest("file_id not specified");
    const file = sim.store.files.get(id);
    if (!file || file.kind === "upload") {
      throw badRequest("wrong file_id or the file is temporarily unavailable");
    }
    const { localDir } = sim.options;
    if (!localDir && file.size > downloadLimit) throw badRequest("file is too big");
    const { file_id, file_unique_id, size, path } = file;
    const file_path = localDir ? keepLocally(sim, localDir, file) : path;
    return { file_id, file_unique_id, file_size: size, file_path };
  },
};
