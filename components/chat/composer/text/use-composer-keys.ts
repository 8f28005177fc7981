import { type KeyboardEvent, type RefObject, useCallback } from "react";
import { useEnterSends } from "./enter-mode";
import { markOfKeys, wrapSelection } from "./wrap-selection";

/**
 * The keys of a composer: Enter sends (or Ctrl+Enter, as the person chose), shortcuts put formatting
 * marks around the selection. Returns whether the key was one of these.
 */
export function useComposerKeys(given: {
  input: RefObject<HTMLTextAreaElement | null>;
  write: (text: string) => void;
  send: () => void;
}): (event: KeyboardEvent) => boolean {
  const { input, write, send } = given;
  const enterSends = useEnterSends();
  return useCallback(
    (event) => {
      const mark = markOfKeys(event.nativeEvent);
      const field = input.current;
      if (mark && field) {
        event.preventDefault();
        const next = wrapSelection(field.value, field.selectionStart, field.selectionEnd, mark);
        write(next.text);
        // The field has the new text only after the next paint.
        requestAnimationFrame(() => field.setSelectionRange(next.from, next.to));
        return true;
      }
      if (event.key !== "Enter" || event.nativeEvent.isComposing || event.shiftKey) return false;
      if (!enterSends && !event.ctrlKey && !event.metaKey) return false;
      event.preventDefault();
      send();
      return true;
    },
    [input, write, send, enterSends],
  );
}
