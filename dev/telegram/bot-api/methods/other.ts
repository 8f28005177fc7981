import { randomInt } from "node:crypto";
import { badRequest } from "../../api-error";
import { knownChat, userObject } from "../../chats";
import { findMessage } from "../../messages";
import type { Sim } from "../../sim";
import type { StoredMessage } from "../../store/records";
import type { Method } from "../method";
import type { Params } from "../params";
import { captionOf, sendContent } from "../send-content";

/** Places, contacts, dice, and copies of messages. */
export const otherMethods: Record<string, Method> = {
  sendLocation: (sim, params) => sendContent(sim, params, () => ({ location: point(params) })),

  sendVenue: (sim, params) =>
    sendContent(sim, params, () => {
      const location = point(params);
      const venue = { location, title: need(params, "title"), address: need(params, "address") };
      return { venue, location };
    }),

  sendContact: (sim, params) =>
    sendContent(sim, params, () => {
      const last = params.text("last_name");
      return {
        contact: {
          phone_number: need(params, "phone_number"),
          first_name: need(params, "first_name"),
          ...(last ? { last_name: last } : {}),
        },
      };
    }),

  sendDice: (sim, params) =>
    sendContent(sim, params, () => ({
      dice: { emoji: params.text("emoji") ?? "🎲", value: randomInt(1, 6) },
    })),

  copyMessage(sim, params) {
    const { message } = source(sim, params);
    const sent = sendContent(sim, params, () => {
      const {
        message_id: _id,
        from: _from,
        chat: _chat,
        date: _date,
        edit_date: _edited,
        forward_origin: _origin,
        reply_to_message: _reply,
        quote: _quote,
        reply_markup: _markup,
        media_group_id: _group,
        ...content
      } = message;
      return { ...content, ...captionOf(params) };
    });
    return { message_id: sent.message_id };
  },

  forwardMessage(sim, params) {
    const { message, date, sender_id, from_bot } = source(sim, params);
    const person = sim.store.people.get(sender_id);
    return sendContent(sim, params, () => {
      const {
        message_id: _id,
        from: _from,
        chat: _chat,
        date: _date,
        reply_to_message: _reply,
        reply_markup: _markup,
        media_group_id: _group,
        ...content
      } = message;
      const user = from_bot || !person ? sim.bot : userObject(person);
      return { forward_origin: { type: "user", sender_user: user, date }, ...content };
    });
  },
};

function source(sim: Sim, params: Params): StoredMessage {
  const { chat } = knownChat(sim, params.chatId("from_chat_id"));
  const found = findMessage(sim, chat.id, params.messageId());
  if (!found) throw badRequest("message to copy not found");
  return found;
}

function point(params: Params): { latitude: number; longitude: number } {
  return { latitude: params.float("latitude"), longitude: params.float("longitude") };
}

function need(params: Params, name: string): string {
  const value = params.text(name);
  if (!value) throw badRequest(`${name.replaceAll("_", " ")} is empty`);
  return value;
}
