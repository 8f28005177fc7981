import { describe, expect, it } from "vitest";
import type { Message } from "@/lib/messages/schemas";
import { rowOf, toRows } from "./thread-rows";

const message = (id: number, part: Partial<Message> = {}): Message =>
  ({
    id,
    sender: { type: "client", operator_id: null },
    message_type: "text",
    media_group_id: null,
    is_internal: false,
    created_at: "2026-11-23T10:00:00.000Z",
    ...part,
  }) as Message;

const types = (messages: Message[], unread: number | null = null) =>
  toRows(messages, unread).map(({ type }) => type);

describe("toRows", () => {
  it("begins each day with its label", () => {
    const next = message(2, { created_at: "2026-11-25T10:00:00.000Z" });
    expect(types([message(1), next])).toEqual(["day", "message", "day", "message"]);
  });

  it("makes one row of an album, and a new one of the next album", () => {
    const album = (id: number, group: string) => message(id, { media_group_id: group });
    const rows = toRows([album(1, "a"), album(2, "a"), album(3, "a"), album(4, "b")], null);
    expect(rows.map(({ type }) => type)).toEqual(["day", "album", "message"]);
    expect(rowOf(rows, 3)).toBe(1);
    expect(rowOf(rows, 9)).toBe(-1);
  });

  it("draws the unread line above the first unread message", () => {
    expect(types([message(1), message(2)], 2)).toEqual(["day", "message", "unread", "message"]);
  });

  it("groups one author's messages, but not a note with an answer", () => {
    const mine = { sender: { type: "operator" as const, operator_id: 7 } };
    const rows = toRows(
      [message(1, mine), message(2, mine), message(3, { ...mine, is_internal: true })],
      null,
    );
    expect(rows.flatMap((row) => ("isGrouped" in row ? row.isGrouped : []))).toEqual([
      false,
      true,
      false,
    ]);
  });
});
