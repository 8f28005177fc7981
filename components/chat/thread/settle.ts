/**
 * Frames in which a place may still be corrected: rows are measured while they come into sight. Not a
 * time: a busy machine draws few frames a second.
 */
const patience = 60;

/**
 * Repeats `correct` each frame until it has answered for three frames in a row that all is in place,
 * or patience ends, and then calls `onEnd`. Returns how to stop it.
 */
export function settle(correct: () => boolean, onEnd?: () => void): () => void {
  let left = patience;
  let steady = 0;
  let frame = 0;
  const step = () => {
    steady = correct() ? steady + 1 : 0;
    if (steady < 3 && left-- > 0) frame = requestAnimationFrame(step);
    else onEnd?.();
  };
  step();
  return () => cancelAnimationFrame(frame);
}

/** Where a message's row is below the pane's top edge, in px; null when it is not in the page. */
export function offsetOf(pane: HTMLElement | null, messageId: number): number | null {
  const row = pane?.querySelector(`[data-message-id="${messageId}"]`);
  if (!pane || !row) return null;
  return row.getBoundingClientRect().top - pane.getBoundingClientRect().top;
}

/** Scrolls the pane to its end; returns whether it stands there. Rows that are drawn on the way change where that is. */
export function goToEnd(pane: HTMLElement | null): boolean {
  // Nothing is drawn yet: the end of what will be is not known.
  if (!pane?.querySelector("[data-item-index]")) return false;
  const left = pane.scrollHeight - pane.scrollTop - pane.clientHeight;
  if (left > 1) pane.scrollTop = pane.scrollHeight;
  return left <= 1;
}
