import { expect, it } from "vitest";
import type { Message } from "@/lib/messages/schemas";
import { firstUnread } from "./first-unread";

const message = (id: number, type: "client" | "operator" = "client") =>
  ({ id, sender: { type, operator_id: null } }) as Message;

it("counts only what the client wrote, back from the newest", () => {
  const messages = [message(1), message(2), message(3, "operator"), message(4)];
  expect(firstUnread(messages, 2, 4)).toBe(2);
  expect(firstUnread(messages, 0, 4)).toBeNull();
});

it("is not known while it is above what is loaded, and not moved by what came since", () => {
  const messages = [message(5), message(6)];
  expect(firstUnread(messages, 3, 6)).toBeNull();
  expect(firstUnread([...messages, message(7)], 2, 6)).toBe(5);
});
