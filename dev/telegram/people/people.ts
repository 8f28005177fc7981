import { randomInt } from "node:crypto";
import { ControlError } from "../control-error";
import type { Group, Person, PersonInput } from "../control-types";
import { addSample } from "../media/add-sample";
import { addMessage } from "../messages";
import { emitUpdate, type Sim } from "../sim";

/** Creates a person, or updates the one with this id. Throws 400 without a first name. */
export function savePerson(sim: Sim, input: PersonInput): Person {
  if (!input.first_name?.trim()) throw new ControlError(400, "a person needs a first_name");
  const id = input.id ?? freeId(sim);
  if (!Number.isSafeInteger(id) || id <= 0) throw new ControlError(400, "id must be positive");
  const old = sim.store.people.get(id);
  const { photo, ...fields } = input;
  const photoId = photo ? takePhoto(sim, photo) : old?.photo_file_id;
  const person: Person = {
    ...(old ?? { is_started: false, is_blocked: false, is_deactivated: false, read_up_to: 0 }),
    role: old?.role ?? "client",
    ...fields,
    id,
    is_started: input.is_started ?? old?.is_started ?? false,
    ...(photoId ? { photo_file_id: photoId } : {}),
  };
  sim.store.people.set(id, person);
  sim.events.send({ type: "people" });
  return person;
}

/** A person, or 404. */
export function getPerson(sim: Sim, id: number): Person {
  const person = sim.store.people.get(id);
  if (!person) throw new ControlError(404, `there is no person ${id}`);
  return person;
}

/** Changes a person and tells the page. */
export function changePerson(sim: Sim, id: number, change: Partial<Person>): Person {
  const person = sim.store.people.set(id, { ...getPerson(sim, id), ...change });
  sim.events.send({ type: "people" });
  return person;
}

/** Creates a group with the bot in it. Throws 404 for a member who does not exist. */
export function createGroup(
  sim: Sim,
  input: { title: string; member_ids?: number[]; type?: Group["type"]; id?: number },
): Group {
  if (!input.title?.trim()) throw new ControlError(400, "a group needs a title");
  const members = input.member_ids ?? [];
  for (const id of members) getPerson(sim, id);
  const type = input.type ?? "supergroup";
  const id = input.id ?? groupId(type);
  const group = { id, type, title: input.title, member_ids: members, bot_is_member: true };
  sim.store.groups.set(id, group);
  sim.events.send({ type: "people" });
  return group;
}

/** A group, or 404. */
export function getGroup(sim: Sim, id: number): Group {
  const group = sim.store.groups.get(id);
  if (!group) throw new ControlError(404, `there is no group ${id}`);
  return group;
}

/** Turns a group into a supergroup, with the service messages that Telegram sends; returns the new one. */
export function migrateGroup(sim: Sim, id: number): Group {
  const old = getGroup(sim, id);
  if (old.type !== "group" || old.migrated_to) throw new ControlError(409, "not a group any more");
  const next = createGroup(sim, { title: old.title, member_ids: old.member_ids });
  sim.store.groups.set(id, { ...old, migrated_to: next.id });
  const first = old.member_ids[0];
  const from = first === undefined ? sim.bot : { ...getPerson(sim, first), is_bot: false };
  const user = { id: from.id, is_bot: from.is_bot, first_name: from.first_name };
  for (const [chatId, type, content] of [
    [old.id, old.type, { migrate_to_chat_id: next.id }],
    [next.id, next.type, { migrate_from_chat_id: old.id }],
  ] as const) {
    const chat = { id: chatId, type, title: old.title };
    emitUpdate(sim, { message: addMessage(sim, { chat, from: user, content }).message });
  }
  return next;
}

function takePhoto(sim: Sim, photo: string): string {
  const uploaded = sim.store.files.get(photo);
  if (uploaded) return photo;
  try {
    return addSample(sim, "photo", photo.includes(".") ? photo : `${photo}.jpg`).file_id;
  } catch (error) {
    throw new ControlError(400, error instanceof Error ? error.message : String(error));
  }
}

function freeId(sim: Sim): number {
  for (;;) {
    // New accounts have ids beyond 32 bits: a reader that keeps them in an int must fail here.
    const id = randomInt(6_000_000_000, 8_000_000_000);
    if (!sim.store.people.get(id)) return id;
  }
}

function groupId(type: Group["type"]): number {
  return type === "group" ? -randomInt(1e8, 9e8) : -(1_000_000_000_000 + randomInt(1e9, 3e9));
}
