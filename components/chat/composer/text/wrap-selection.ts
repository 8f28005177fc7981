/** What a key with Ctrl or Cmd puts around the selection; by `KeyboardEvent.code`, so in any layout. */
const marks: Record<string, { mark: string; withShift: boolean }> = {
  KeyB: { mark: "**", withShift: false },
  KeyI: { mark: "__", withShift: false },
  KeyX: { mark: "~~", withShift: true },
  KeyM: { mark: "`", withShift: true },
  KeyP: { mark: "||", withShift: true },
};

type Keys = {
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
};

/** The formatting mark of a shortcut, or null. */
export function markOfKeys({ code, ctrlKey, metaKey, shiftKey, altKey }: Keys): string | null {
  if (altKey || ctrlKey === metaKey) return null;
  const known = marks[code];
  return known && known.withShift === shiftKey ? known.mark : null;
}

/** A selection with a mark around it, or taken off when it is there; spaces at the edges stay outside. */
export function wrapSelection(text: string, from: number, to: number, mark: string) {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(text[start] ?? "")) start++;
  while (end > start && /\s/.test(text[end - 1] ?? "")) end--;
  const size = mark.length;
  const isWrapped =
    text.slice(start - size, start) === mark && text.slice(end, end + size) === mark;
  if (isWrapped && start >= size) {
    return {
      text: text.slice(0, start - size) + text.slice(start, end) + text.slice(end + size),
      from: start - size,
      to: end - size,
    };
  }
  return {
    text: text.slice(0, start) + mark + text.slice(start, end) + mark + text.slice(end),
    from: start + size,
    to: end + size,
  };
}
