import type { TelegramChat, TelegramChatMember, TelegramUser } from "@gramio/types";
import { userObject } from "../chats";
import type { Act, ActResult } from "../control-acts";
import { ControlError } from "../control-error";
import { addMessage } from "../messages";
import { emitUpdate, type Sim } from "../sim";
import { changePerson, getGroup, getPerson } from "./people";

type Named<A extends Act["act"]> = Extract<Act, { act: A }>;

/** Blocks or unblocks the bot; without an effect (and an update) when it is so already. */
export function setBlocked(sim: Sim, personId: number, isBlocked: boolean): ActResult {
  const person = getPerson(sim, personId);
  if (person.is_blocked === isBlocked) return { update_ids: [], messages: [] };
  const changed = changePerson(sim, personId, { is_blocked: isBlocked, is_started: true });
  const user = userObject(changed);
  const { language_code: _, is_bot: _bot, is_premium: _premium, ...names } = user;
  const chat: TelegramChat = { ...names, type: "private" };
  return memberUpdate(sim, chat, user, isBlocked ? "kicked" : "member");
}

/** Adds the bot to a group or removes it. */
export function addBot(sim: Sim, act: Named<"add_bot" | "remove_bot">): ActResult {
  const group = getGroup(sim, act.chat_id);
  const isIn = act.act === "add_bot";
  if (group.bot_is_member === isIn) return { update_ids: [], messages: [] };
  sim.store.groups.set(group.id, { ...group, bot_is_member: isIn });
  sim.events.send({ type: "people" });
  const chat: TelegramChat = { id: group.id, type: group.type, title: group.title };
  const user = userObject(getPerson(sim, act.person_id));
  return memberUpdate(sim, chat, user, isIn ? "member" : "kicked");
}

/** A person joins or leaves a group: a service message. */
export function changeMembership(sim: Sim, act: Named<"join_group" | "leave_group">): ActResult {
  const group = getGroup(sim, act.chat_id);
  const user = userObject(getPerson(sim, act.person_id));
  const isIn = act.act === "join_group";
  if (group.member_ids.includes(user.id) === isIn) {
    throw new ControlError(409, isIn ? "already in the group" : "not in the group");
  }
  const others = group.member_ids.filter((id) => id !== user.id);
  sim.store.groups.set(group.id, { ...group, member_ids: isIn ? [...others, user.id] : others });
  sim.events.send({ type: "people" });
  const stored = addMessage(sim, {
    chat: { id: group.id, type: group.type, title: group.title },
    from: user,
    content: isIn ? { new_chat_members: [user] } : { left_chat_member: user },
  });
  const update = emitUpdate(sim, { message: stored.message });
  return { messages: [stored], update_ids: update ? [update.update_id] : [] };
}

function memberUpdate(
  sim: Sim,
  chat: TelegramChat,
  from: TelegramUser,
  status: "member" | "kicked",
): ActResult {
  const member = (is: "member" | "kicked"): TelegramChatMember =>
    is === "member"
      ? { status: "member", user: sim.bot }
      : { status: "kicked", user: sim.bot, until_date: 0 };
  const update = emitUpdate(sim, {
    my_chat_member: {
      chat,
      from,
      date: Math.floor(Date.now() / 1_000),
      old_chat_member: member(status === "member" ? "kicked" : "member"),
      new_chat_member: member(status),
    },
  });
  return { messages: [], update_ids: update ? [update.update_id] : [] };
}
