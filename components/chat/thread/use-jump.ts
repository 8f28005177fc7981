import { type RefObject, useEffect, useRef, useState } from "react";
import type { VirtuosoHandle } from "react-virtuoso";
import { offsetOf, settle } from "./settle";
import { rowOf, type ThreadRow } from "./thread-rows";

/**
 * Brings a message into sight, once for each target, as soon as it is among the rows; returns the id
 * to mark for two seconds. Older rows that were just loaded move everything below them, so the list
 * is asked again until the message stays where it can be seen. `release` lets go of the place kept.
 */
export function useJump(
  target: { messageId: number } | null,
  rows: ThreadRow[],
  list: RefObject<VirtuosoHandle | null>,
  pane: RefObject<HTMLElement | null>,
  release: () => void,
): number | null {
  const [foundId, setFoundId] = useState<number | null>(null);
  const jumped = useRef<object>(null);
  const current = useRef(rows);
  current.current = rows;
  const free = useRef(release);
  free.current = release;

  useEffect(() => {
    if (!target || jumped.current === target || rowOf(rows, target.messageId) < 0) return;
    jumped.current = target;
    const { messageId } = target;
    free.current();
    settle(() => {
      const offset = offsetOf(pane.current, messageId);
      const isInSight =
        offset !== null && offset >= 0 && offset < (pane.current?.clientHeight ?? 0);
      if (!isInSight) {
        const index = rowOf(current.current, messageId);
        list.current?.scrollToIndex({ index, align: "center" });
      }
      return isInSight;
    });
    setFoundId(messageId);
  }, [target, rows, list, pane]);

  useEffect(() => {
    if (foundId === null) return;
    const timer = setTimeout(() => setFoundId(null), 2000);
    return () => clearTimeout(timer);
  }, [foundId]);

  return foundId;
}
