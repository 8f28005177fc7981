import { type Stored, stored } from "@/components/ui/stored";
import type { Draft } from "@/lib/conversations/schemas";

export const noDraft: Draft = { content: "", note: "", is_note: false };

/**
 * Where this browser keeps an operator's draft, null while it keeps none: a colleague at the same
 * browser has another place.
 */
export function keptDraft(operatorId: number, clientId: number): Stored<Draft | null> {
  return stored<Draft | null>(`draft:${operatorId}:${clientId}`, null, (kept) => {
    const { content, note, is_note } = Object(kept) as Partial<Draft>;
    if (typeof content !== "string" || typeof note !== "string") return null;
    return { content, note, is_note: is_note === true };
  });
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
