import { afterEach, expect, it, vi } from "vitest";
import { draftKey, isSameDraft, keep, noDraft, opensOnNote, readKept } from "./kept-draft";

afterEach(() => vi.unstubAllGlobals());

function browserThatKeeps(kept: Map<string, string>) {
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
}

it("keeps a note apart from the answer, for each operator", () => {
  browserThatKeeps(new Map());
  const draft = { content: "Ответ", note: "Для своих", is_note: true };
  keep(draftKey(1, 7), draft);
  expect(readKept(draftKey(1, 7))).toEqual(draft);
  expect(readKept(draftKey(2, 7))).toBeNull();
  keep(draftKey(1, 7), null);
  expect(readKept(draftKey(1, 7))).toBeNull();
});

it("goes on where the browser keeps nothing or nonsense", () => {
  vi.stubGlobal("localStorage", undefined);
  keep("draft:1:7", noDraft);
  expect(readKept("draft:1:7")).toBeNull();
  browserThatKeeps(new Map([["draft:1:7", "old text"]]));
  expect(readKept("draft:1:7")).toBeNull();
});

it("opens on the note only when there is one", () => {
  expect(opensOnNote({ content: "", note: "Для своих", is_note: false })).toBe(true);
  expect(opensOnNote({ content: "Ответ", note: "Для своих", is_note: false })).toBe(false);
  expect(opensOnNote({ content: "Ответ", note: "Для своих", is_note: true })).toBe(true);
  expect(opensOnNote({ content: "Ответ", note: "", is_note: true })).toBe(false);
});

it("compares drafts by their texts, and by the mode only when there are some", () => {
  expect(isSameDraft(noDraft, { ...noDraft, is_note: true })).toBe(true);
  const draft = { content: "Ответ", note: "", is_note: false };
  expect(isSameDraft(draft, { ...draft, is_note: true })).toBe(false);
  expect(isSameDraft(draft, { ...draft, note: "Ещё" })).toBe(false);
});
