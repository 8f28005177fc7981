import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

/** Below the newest line there is only the list's edge, so many px: within it the line is whole in sight. */
const edge = 16;

/** How a person scrolls. */
const scrolls = ["wheel", "touchmove", "keydown", "pointerdown"];

/**
 * Keeps the end of a pane in sight by its content: whatever changes the height of the rows or of the
 * pane (a message of either side, a late picture or font, a growing composer, a keyboard) is followed
 * before it is painted, until somebody scrolls up. Away from the end nothing is moved.
 *
 * A virtual list's own following is not enough: it scrolls when it knows of a row, not when the row has
 * its height, and calls the end whatever is nearer to it than a threshold.
 */
export function useThreadEnd(
  pane: RefObject<HTMLElement | null>,
  opensAtEnd: boolean,
  /** Somebody else moves the pane just now: where it stands says nothing. */
  isMoved: () => boolean,
) {
  const isKept = useRef(opensAtEnd);
  const [isAtEnd, setIsAtEnd] = useState(opensAtEnd);
  const seen = useRef(0);
  /** Until when a scrolling of the pane is a person's, in performance.now() milliseconds. */
  const scrolledUntil = useRef(0);
  const isBusy = useRef(isMoved);
  isBusy.current = isMoved;

  const set = useCallback((value: boolean) => {
    isKept.current = value;
    setIsAtEnd(value);
  }, []);

  /** Call it whenever the pane was scrolled, or changed its size or its content's. */
  const check = useCallback(() => {
    const element = pane.current;
    // A pane that is not displayed has no size.
    if (!element || element.clientHeight === 0) return;
    const before = seen.current;
    const { scrollTop, scrollHeight, clientHeight } = element;
    seen.current = scrollTop;
    const left = scrollHeight - scrollTop - clientHeight;
    if (isKept.current) {
      // The list corrects its place by itself too: only what a person does leaves the end.
      if (performance.now() < scrolledUntil.current) {
        if (scrollTop < before && left > edge) return set(false);
        if (left <= edge) return;
      }
      if (left <= 1) return;
      element.scrollTop = scrollHeight;
      seen.current = element.scrollTop;
    } else if (left <= edge && !isBusy.current()) set(true);
  }, [pane, set]);

  useEffect(() => {
    const element = pane.current;
    if (!element) return;
    const sizes = new ResizeObserver(check);
    sizes.observe(element);
    for (const part of element.firstElementChild?.children ?? []) sizes.observe(part);
    const byPerson = ({ type }: Event) => {
      // A held scrollbar moves the pane until it is let go.
      scrolledUntil.current = type === "pointerdown" ? Infinity : performance.now() + 500;
    };
    const letGo = () => {
      if (scrolledUntil.current === Infinity) scrolledUntil.current = performance.now();
    };
    for (const name of scrolls) element.addEventListener(name, byPerson, { passive: true });
    window.addEventListener("pointerup", letGo);
    window.addEventListener("pointercancel", letGo);
    return () => {
      sizes.disconnect();
      for (const name of scrolls) element.removeEventListener(name, byPerson);
      window.removeEventListener("pointerup", letGo);
      window.removeEventListener("pointercancel", letGo);
    };
  }, [pane, check]);

  return {
    isAtEnd,
    isKept: () => isKept.current,
    check,
    goToEnd: useCallback(() => {
      set(true);
      const element = pane.current;
      if (element) element.scrollTop = element.scrollHeight;
    }, [pane, set]),
    /** Before the pane is sent elsewhere. */
    leave: useCallback(() => set(false), [set]),
  };
}
