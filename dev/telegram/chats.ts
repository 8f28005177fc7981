import type { TelegramChat, TelegramUser } from "@gramio/types";
import { ApiError, badRequest, forbidden } from "./api-error";
import type { Group, Person } from "./control-types";
import type { Sim } from "./sim";

/** A person as Telegram shows them to the bot. */
export function userObject(person: Person): TelegramUser {
  const { id, first_name, last_name, username, language_code, is_premium } = person;
  return {
    id,
    is_bot: false,
    first_name,
    ...(last_name ? { last_name } : {}),
    ...(username ? { username } : {}),
    ...(language_code ? { language_code } : {}),
    ...(is_premium ? { is_premium } : {}),
  };
}

/** A private chat (a person's id) or a group; undefined when there is none. */
export function chatObject(sim: Sim, chatId: number): TelegramChat | undefined {
  const person = sim.store.people.get(chatId);
  if (person) {
    const { id, first_name, last_name, username } = person;
    return {
      id,
      type: "private",
      first_name,
      ...(last_name ? { last_name } : {}),
      ...(username ? { username } : {}),
    };
  }
  const group = sim.store.groups.get(chatId);
  return group && { id: group.id, type: group.type, title: group.title };
}

/** The chat a method names, by id or @username. Throws 400 "chat not found". */
export function knownChat(
  sim: Sim,
  chatId: number | string,
): { chat: TelegramChat; person?: Person; group?: Group } {
  const name = String(chatId).replace(/^@/, "").toLowerCase();
  const id = /^-?\d+$/.test(String(chatId))
    ? Number(chatId)
    : sim.store.people.values().find((p) => p.username?.toLowerCase() === name)?.id;
  const chat = id === undefined ? undefined : chatObject(sim, id);
  const person = id === undefined ? undefined : sim.store.people.get(id);
  const group = id === undefined ? undefined : sim.store.groups.get(id);
  // A bot does not see anyone who never wrote to it.
  if (!chat || (person && !person.is_started)) throw badRequest("chat not found");
  return { chat, ...(person ? { person } : {}), ...(group ? { group } : {}) };
}

/** As `knownChat`, and the bot may write there. Throws Telegram's 403 or 400 with `migrate_to_chat_id`. */
export function writableChat(sim: Sim, chatId: number | string): TelegramChat {
  const { chat, person, group } = knownChat(sim, chatId);
  if (person?.is_deactivated) throw forbidden("user is deactivated");
  if (person?.is_blocked) throw forbidden("bot was blocked by the user");
  if (group?.migrated_to) {
    throw new ApiError(400, "Bad Request: group chat was upgraded to a supergroup chat", {
      migrate_to_chat_id: group.migrated_to,
    });
  }
  if (group && !group.bot_is_member) {
    throw forbidden(`bot was kicked from the ${group.type} chat`);
  }
  return chat;
}
