import { randomInt } from "node:crypto";
import { userObject } from "../chats";
import type { Act, ActResult } from "../control-acts";
import { ControlError } from "../control-error";
import { changeMessage, findMessage, saveMessage } from "../messages";
import { isReactionEmoji } from "../reaction-emoji";
import { emitUpdate, type Sim } from "../sim";
import type { QueuedUpdate, StoredMessage } from "../store/records";
import { formatText } from "../text/format-text";
import { getPerson } from "./people";
import { chatFor } from "./person-message";

type Named<A extends Act["act"]> = Extract<Act, { act: A }>;

/** Edits the text or caption of the person's own message. */
export function editAsPerson(sim: Sim, act: Named<"edit">): ActResult {
  const found = target(sim, act);
  if (found.sender_id !== act.person_id) throw new ControlError(409, "not the person's message");
  const { text, entities } = formatText(act.text, { entities: act.entities });
  const { edit_date: _, entities: _old, caption_entities: _caption, ...rest } = found.message;
  const isText = found.message.text !== undefined;
  if (isText && !text) throw new ControlError(400, "the text is empty");
  const message = {
    ...rest,
    edit_date: Math.floor(Date.now() / 1_000),
    ...(isText ? { text } : { caption: text }),
    ...(entities.length === 0 ? {} : { [isText ? "entities" : "caption_entities"]: entities }),
  };
  const changed = changeMessage(sim, found, message);
  return result([changed], emitUpdate(sim, { edited_message: message }));
}

/** Deletes a message on the person's phone: no update, a bot never learns of it. */
export function deleteForPerson(sim: Sim, act: Named<"delete">): ActResult {
  return result([saveMessage(sim, { ...target(sim, act), is_deleted: true })], null);
}

/** Replaces the person's reactions on a message. */
export function reactAsPerson(sim: Sim, act: Named<"react">): ActResult {
  const found = target(sim, act);
  const bad = act.emoji.find((emoji) => !isReactionEmoji(emoji));
  if (bad) throw new ControlError(400, `"${bad}" cannot be a reaction`);
  const next = act.emoji.map((emoji) => ({ type: "emoji", emoji })) as NonNullable<
    StoredMessage["reactions"][string]
  >;
  const { [act.person_id]: old = [], ...others } = found.reactions;
  const reactions = next.length > 0 ? { ...others, [act.person_id]: next } : others;
  const changed = saveMessage(sim, { ...found, reactions });
  const update = emitUpdate(sim, {
    message_reaction: {
      chat: found.message.chat,
      message_id: found.message_id,
      user: userObject(getPerson(sim, act.person_id)),
      date: Math.floor(Date.now() / 1_000),
      old_reaction: old,
      new_reaction: next,
    },
  });
  return result([changed], update);
}

/** Presses an inline button that carries callback_data. */
export function pressAsPerson(sim: Sim, act: Named<"press">): ActResult {
  const found = target(sim, act);
  const markup = found.message.reply_markup;
  const buttons = markup && "inline_keyboard" in markup ? markup.inline_keyboard.flat() : [];
  const pressed = buttons.find((b) => b.text === act.button || b.callback_data === act.button);
  if (!pressed?.callback_data) {
    throw new ControlError(404, `there is no button "${act.button}" to press under this message`);
  }
  const id = `${randomInt(1e9)}${randomInt(1e9)}`;
  sim.callbacks.set(id, {
    callback_query_id: id,
    person_id: act.person_id,
    is_answered: false,
  });
  const update = emitUpdate(sim, {
    callback_query: {
      id,
      from: userObject(getPerson(sim, act.person_id)),
      message: found.message,
      chat_instance: String(found.chat_id * 7_919),
      data: pressed.callback_data,
    },
  });
  return { ...result([], update), callback_query_id: id };
}

function target(
  sim: Sim,
  act: { person_id: number; message_id: number; chat_id?: number },
): StoredMessage {
  const chat = chatFor(sim, getPerson(sim, act.person_id), act.chat_id);
  const found = findMessage(sim, chat.id, act.message_id);
  if (!found) throw new ControlError(404, `there is no message ${act.message_id}`);
  return found;
}

function result(messages: StoredMessage[], update: QueuedUpdate | null): ActResult {
  return { messages, update_ids: update ? [update.update_id] : [] };
}
