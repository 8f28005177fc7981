import type { TelegramChat, TelegramMessage, TelegramMessageOrigin } from "@gramio/types";
import { chatObject, userObject } from "../chats";
import type { ActResult, ForwardInput, SendOptions } from "../control-acts";
import { ControlError } from "../control-error";
import type { Person } from "../control-types";
import { addMessage, asReplied, findMessage } from "../messages";
import { emitUpdate, type Sim } from "../sim";
import { changePerson, getGroup, getPerson } from "./people";

/** Sends messages of a person, one per content, each with its update. */
export function sendAsPerson(
  sim: Sim,
  personId: number,
  options: SendOptions,
  contents: Partial<TelegramMessage>[],
): ActResult {
  const person = getPerson(sim, personId);
  const chat = chatFor(sim, person, options.chat_id);
  if (chat.type === "private" && !person.is_started) {
    changePerson(sim, person.id, { is_started: true });
  }
  const from = userObject(person);
  const around = {
    ...replyContent(sim, chat.id, options),
    ...forwardContent(sim, options.forward),
  };
  const messages = contents.map((content) =>
    addMessage(sim, { chat, from, content: { ...around, ...content }, date: options.date }),
  );
  const updates = messages.map(({ message }) => emitUpdate(sim, { message }));
  return { messages, update_ids: updates.flatMap((update) => update?.update_id ?? []) };
}

/** The chat a person acts in. Throws 409 when they cannot write there. */
export function chatFor(sim: Sim, person: Person, chatId?: number): TelegramChat {
  if (person.is_deactivated) throw new ControlError(409, "the account is deactivated");
  if (chatId !== undefined && chatId !== person.id) {
    const group = getGroup(sim, chatId);
    if (!group.member_ids.includes(person.id)) {
      throw new ControlError(409, "the person is not in this group");
    }
  } else if (person.is_blocked) {
    throw new ControlError(409, "the person has blocked the bot");
  }
  const chat = chatObject(sim, chatId ?? person.id);
  if (!chat) throw new ControlError(404, `there is no chat ${chatId}`);
  return chat;
}

function replyContent(sim: Sim, chatId: number, options: SendOptions): Partial<TelegramMessage> {
  if (options.reply_to_message_id === undefined) return {};
  const target = findMessage(sim, chatId, options.reply_to_message_id);
  if (!target) throw new ControlError(404, "the replied message is not there");
  const { quote } = options;
  const position = quote ? target.text.indexOf(quote) : 0;
  if (position < 0) throw new ControlError(400, "the quote is not in the replied message");
  return {
    reply_to_message: asReplied(target.message),
    ...(quote ? { quote: { text: quote, position, is_manual: true } } : {}),
  };
}

function forwardContent(sim: Sim, forward?: ForwardInput): Partial<TelegramMessage> {
  return forward ? { forward_origin: origin(sim, forward) } : {};
}

function origin(sim: Sim, forward: ForwardInput): TelegramMessageOrigin {
  const date = forward.date ?? Math.floor(Date.now() / 1_000) - 3_600;
  switch (forward.from) {
    case "user":
      return {
        type: "user",
        date,
        sender_user:
          forward.user_id === sim.bot.id ? sim.bot : userObject(getPerson(sim, forward.user_id)),
      };
    case "hidden_user":
      return { type: "hidden_user", date, sender_user_name: forward.name };
    case "channel":
      return {
        type: "channel",
        date,
        chat: { id: -1_001_234_567_890, type: "channel", title: forward.title },
        message_id: 17,
      };
    default:
      return {
        type: "chat",
        date,
        sender_chat: { id: -1_009_876_543_210, type: "supergroup", title: forward.title },
      };
  }
}
