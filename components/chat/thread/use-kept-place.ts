import { type RefObject, useCallback, useLayoutEffect, useRef } from "react";
import type { VirtuosoHandle } from "react-virtuoso";
import { goToEnd, offsetOf, settle } from "./settle";
import { rowOf, type ThreadRow } from "./thread-rows";

/** What a person does who scrolls. */
const takesOver = ["wheel", "touchmove", "pointerdown", "keydown"];

type Place = { messageId: number; offset: number };

/**
 * Brings the list to where it opens, the message `opensAt` at the top or, when null, its end; then
 * keeps what is read where it is while older rows come above it: the list only guesses the height of
 * rows that it has not drawn. Call `keep` whenever other rows come into sight, `release` before the
 * list is sent elsewhere; while it `isSettling`, where the list stands says nothing.
 */
export function useKeptPlace(
  rows: ThreadRow[],
  list: RefObject<VirtuosoHandle | null>,
  pane: RefObject<HTMLElement | null>,
  opensAt: number | null,
  /** The end is kept by itself: no other place is. */
  end: { isKept: () => boolean; check: () => void },
): { keep: () => void; release: () => void; isSettling: () => boolean } {
  const place = useRef<Place | null>(opensAt === null ? null : { messageId: opensAt, offset: 56 });
  const isSettling = useRef(false);
  const stopped = useRef(() => {});
  const firstKey = firstMessageKey(rows);
  const knownKey = useRef<string | undefined>(undefined);
  const current = useRef(rows);
  current.current = rows;
  const { isKept: isEndKept, check: checkEnd } = end;

  const hold = useCallback(
    (correct: () => boolean) => {
      isSettling.current = true;
      const end = () => {
        isSettling.current = false;
        checkEnd();
      };
      const stop = settle(correct, end);
      // Whoever scrolls meanwhile is obeyed.
      const leave = () => {
        stop();
        end();
      };
      const element = pane.current;
      stopped.current = leave;
      for (const name of takesOver) element?.addEventListener(name, leave, { passive: true });
      return () => {
        leave();
        for (const name of takesOver) element?.removeEventListener(name, leave);
      };
    },
    [pane, checkEnd],
  );

  useLayoutEffect(() => {
    const before = knownKey.current;
    if (before === firstKey) return;
    knownKey.current = firstKey;
    const kept = place.current;
    if (!kept && before !== undefined) return;
    const leave = hold(() => {
      if (!kept) return goToEnd(pane.current);
      const offset = offsetOf(pane.current, kept.messageId);
      if (offset === null) {
        const index = rowOf(current.current, kept.messageId);
        list.current?.scrollToIndex({ index, align: "start", offset: -kept.offset });
        return false;
      }
      const isThere = Math.abs(offset - kept.offset) < 1;
      if (!isThere) pane.current?.scrollBy({ top: offset - kept.offset });
      return isThere;
    });
    return () => {
      // Not there yet: whoever runs next (in development the same effect again) brings it there.
      if (isSettling.current) knownKey.current = before;
      leave();
    };
  }, [firstKey, hold, list, pane]);

  return {
    keep() {
      if (!isSettling.current) place.current = isEndKept() ? null : topPlace(pane.current);
    },
    release() {
      stopped.current();
      place.current = null;
    },
    isSettling: () => isSettling.current,
  };
}

function firstMessageKey(rows: ThreadRow[]): string | undefined {
  return rows.find(({ type }) => type !== "day" && type !== "unread")?.key;
}

/** The first message that is whole in sight. */
function topPlace(pane: HTMLElement | null): Place | null {
  if (!pane) return null;
  const top = pane.getBoundingClientRect().top;
  for (const row of pane.querySelectorAll<HTMLElement>("[data-message-id]")) {
    const offset = row.getBoundingClientRect().top - top;
    if (offset >= 0) return { messageId: Number(row.dataset.messageId), offset };
  }
  return null;
}
