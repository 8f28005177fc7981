import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { goToEnd, settle } from "./settle";

/** Below the newest line there is only the list's edge, so many px: within it the line is whole in sight. */
const edge = 16;
/** A scroll up by more px than this is meant, whoever does it: the list corrects its place by less. */
const meant = 120;

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
  const seen = useRef({ scrollTop: 0, scrollHeight: 0, clientHeight: 0 });
  /** Until when a scroll of the pane is a person's, in performance.now() milliseconds. */
  const scrolledUntil = useRef(0);
  /** On the way to the end from afar: the list corrects its guesses of heights by any number of px. */
  const isGoing = useRef(false);
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
    seen.current = { scrollTop, scrollHeight, clientHeight };
    const left = scrollHeight - scrollTop - clientHeight;
    if (!isKept.current) {
      if (left <= edge && !isBusy.current()) set(true);
      return;
    }
    const isSameSize = before.scrollHeight === scrollHeight && before.clientHeight === clientHeight;
    const isByPerson = performance.now() < scrolledUntil.current;
    if (isSameSize && left > edge && !isBusy.current()) {
      const up = before.scrollTop - scrollTop;
      if ((up > meant && !isGoing.current) || (up > 0 && isByPerson)) return set(false);
    }
    if (left <= 1 || (isByPerson && left <= edge)) return;
    element.scrollTop = scrollHeight;
    seen.current = { scrollTop: element.scrollTop, scrollHeight, clientHeight };
  }, [pane, set]);

  useEffect(() => {
    const element = pane.current;
    if (!element) return;
    const sizes = new ResizeObserver(check);
    // The rows that are not drawn are padding of the list.
    for (const part of [element, ...(element.firstElementChild?.children ?? [])])
      sizes.observe(part, { box: "border-box" });
    const byPerson = ({ type }: Event) => {
      // A held scrollbar moves the pane until it is let go.
      scrolledUntil.current = type === "pointerdown" ? Infinity : performance.now() + 500;
    };
    const letGo = () => {
      if (scrolledUntil.current === Infinity) scrolledUntil.current = performance.now();
    };
    // Before the list's own listener, which draws other rows and so changes the size.
    element.addEventListener("scroll", check, { capture: true, passive: true });
    for (const name of scrolls) element.addEventListener(name, byPerson, { passive: true });
    window.addEventListener("pointerup", letGo);
    window.addEventListener("pointercancel", letGo);
    return () => {
      sizes.disconnect();
      element.removeEventListener("scroll", check, { capture: true });
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
      isGoing.current = true;
      settle(
        // A person who scrolls away on the way is obeyed.
        () => !isKept.current || goToEnd(pane.current),
        () => {
          isGoing.current = false;
        },
      );
    }, [pane, set]),
    /** Before the pane is sent elsewhere. */
    leave: useCallback(() => set(false), [set]),
  };
}
