import { type RefObject, useCallback, useLayoutEffect, useRef } from "react";

/** Puts the caret into a text that is being replaced, once the field has it, and focuses the field. */
export function useCaret(input: RefObject<HTMLTextAreaElement | null>): (at: number) => void {
  const wanted = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    input.current?.focus();
    input.current?.setSelectionRange(wanted.current, wanted.current);
    wanted.current = null;
  });
  return useCallback((at) => {
    wanted.current = at;
  }, []);
}
