import { afterEach, expect, it, vi } from "vitest";
import { isSameDraft, keptDraft, noDraft, opensOnNote } from "./kept-draft";

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
  keptDraft(1, 7).write(draft);
  expect(keptDraft(1, 7).read()).toEqual(draft);
  expect(keptDraft(2, 7).read()).toBeNull();
  keptDraft(1, 7).write(null);
  expect(keptDraft(1, 7).read()).toBeNull();
});

it("goes on where the browser keeps nothing or nonsense", () => {
  vi.stubGlobal("localStorage", undefined);
  keptDraft(1, 7).write(noDraft);
  expect(keptDraft(1, 7).read()).toBeNull();
  browserThatKeeps(new Map([["draft:1:7", "old text"]]));
  expect(keptDraft(1, 7).read()).toBeNull();
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
