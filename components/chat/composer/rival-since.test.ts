import { expect, it } from "vitest";
import type { Message } from "@/lib/messages/schemas";
import { rivalSince } from "./rival-since";

const answer = (id: number, operatorId: number, part: Partial<Message> = {}) =>
  ({
    id,
    sender: { type: "operator", operator_id: operatorId },
    is_internal: false,
    message_type: "text",
    created_at: `2026-11-23T10:00:0${id}.000Z`,
    ...part,
  }) as Message;

it("names the colleague who answered since the text was begun, and when", () => {
  const messages = [answer(1, 8), answer(2, 8), answer(3, 9)];
  expect(rivalSince(messages, 1, 9)).toEqual({ operatorId: 8, at: "2026-11-23T10:00:02.000Z" });
  expect(rivalSince(messages, 2, 9)).toBeNull();
  expect(rivalSince(messages, null, 1)).toBeNull();
});

it("lets notes and events pass", () => {
  const note = answer(2, 8, { is_internal: true });
  const event = answer(3, 8, { message_type: "system" });
  expect(rivalSince([note, event], 1, 9)).toBeNull();
});
