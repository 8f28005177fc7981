/**
 * Whether a letter pressed here belongs to what is being written: in a text field, or on a control
 * inside a part of the page marked `data-writing`, which a person uses between two words.
 */
export function takesLetters(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest("input, textarea, select")) return true;
  return target.closest("[data-writing] :is(a, button, summary)") !== null;
}
