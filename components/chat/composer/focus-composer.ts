/** Marks the field in which an answer, a note or an edit is written. */
export const composerField = { "data-composer-field": true };

/** Puts the caret where the next letter belongs: into the field that is shown. */
export function focusComposer(): void {
  const fields = document.querySelectorAll<HTMLElement>("[data-composer-field]:not(:disabled)");
  [...fields].find((field) => field.offsetParent !== null)?.focus();
}

/** For a menu or popover of the composer: closing it leads back to the text, not to its button. */
export function closeToComposer(event: Event): void {
  event.preventDefault();
  focusComposer();
}
