import { describe, expect, it } from "vitest";
import { clients, operators } from "./people";
import { tellStories } from "./tell-stories";

const now = new Date("2026-11-23T12:00:00Z");
const stories = tellStories(now);

describe("tellStories", () => {
  it("tells the same stories every time", () => {
    expect(tellStories(now)).toEqual(stories);
  });

  it("tells one story for each client, all in the two weeks before", () => {
    expect(stories.map((story) => story.client)).toEqual(clients);
    const times = stories.flatMap((story) => story.lines.map((line) => +line.at));
    expect(Math.max(...times)).toBeLessThanOrEqual(+now);
    expect(Math.min(...times)).toBeGreaterThan(+now - 14 * 24 * 3_600_000);
  });

  it("keeps the lines of a story in order of time", () => {
    for (const { lines } of stories) {
      const times = lines.map((line) => +line.at);
      expect(times).toEqual([...times].sort((a, b) => a - b));
    }
  });

  it("ends every open story with a question of the client", () => {
    const open = stories.filter((story) => story.end === "open");
    expect(open.length).toBeGreaterThan(5);
    expect(open.filter((story) => story.lines.at(-1)?.from !== "c")).toEqual([]);
  });

  it("has answers written by people of the client's department or by an admin", () => {
    for (const { lines, department } of stories) {
      for (const { operator } of lines) {
        if (operator === null) continue;
        const author = operators[operator];
        expect(author?.role === "admin" || author?.department === department).toBe(true);
      }
    }
  });

  it("fills in every placeholder", () => {
    const texts = stories.flatMap((story) => story.lines.map((line) => line.text));
    expect(texts.filter((text) => /[{}]/.test(text))).toEqual([]);
  });
});
