import type { Message } from "grammy/types";
import { expect, test } from "vitest";
import { ownPhone } from "./own-phone";

/** A contact as its owner shares it. */
function shared(phone_number: string, more: object = {}): Message {
  const from = { id: 7, is_bot: false, first_name: "Анна" };
  const contact = { phone_number, first_name: "Анна", user_id: 7 };
  return { from, chat: { id: 7, type: "private" }, contact, ...more } as unknown as Message;
}

test.each([
  ["79161234567", "+79161234567"],
  ["+7 (916) 123-45-67", "+79161234567"],
  ["+7\u00a0916\u2011123\u201345\u221267", "+79161234567"],
  ["\u2066+7.916.123.45.67\u2069", "+79161234567"],
  // As it is dialled in Russia; an address book may hold it so.
  ["8 (916) 123-45-67", "+79161234567"],
  ["83432345678", "+73432345678"],
  // Vietnam and Taiwan have codes of their own.
  ["84951234567", "+84951234567"],
  ["886912345678", "+886912345678"],
])("the shared contact %j gives the number %s", (typed, phone) => {
  expect(ownPhone(shared(typed))).toBe(phone);
});

test.each([
  [
    "of somebody else",
    shared("79161234567", { contact: { phone_number: "79161234567", user_id: 8 } }),
  ],
  ["of an unknown account", shared("79161234567", { contact: { phone_number: "79161234567" } })],
  ["that was forwarded", shared("79161234567", { forward_origin: { type: "user" } })],
  ["sent by way of another bot", shared("79161234567", { via_bot: { id: 9 } })],
  ["without a number", shared("none")],
])("a contact %s gives none", (_, message) => {
  expect(ownPhone(message)).toBeNull();
});
