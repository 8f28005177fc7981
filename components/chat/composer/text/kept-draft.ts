import type { Draft } from "@/lib/conversations/schemas";

export const noDraft: Draft = { content: "", note: "", is_note: false };

/** Where this browser keeps an operator's draft: a colleague at the same browser has another place. */
export const draftKey = (operatorId: number, clientId: number) => `draft:${operatorId}:${clientId}`;

/** The browser's copy, or null; also where the browser keeps nothing. */
export function readKept(key: string): Draft | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "null") as Partial<Draft> | null;
    if (typeof kept?.content !== "string" || typeof kept.note !== "string") return null;
    return { content: kept.content, note: kept.note, is_note: kept.is_note === true };
  } catch {
    return null;
  }
}

/** Keeps a copy in this browser; null removes it. */
export function keep(key: string, draft: Draft | null): void {
  try {
    if (draft) localStorage.setItem(key, JSON.stringify(draft));
    else localStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing: the server has it soon.
  }
}

/** The same texts; which was typed last counts only when there is one. */
export function isSameDraft(a: Draft, b: Draft): boolean {
  if (a.content !== b.content || a.note !== b.note) return false;
  return a.is_note === b.is_note || (a.content === "" && a.note === "");
}

/** Whether the composer opens on the note: it was typed last, or is all there is. */
export function opensOnNote({ content, note, is_note }: Draft): boolean {
  return note.trim() !== "" && (is_note || content.trim() === "");
}
