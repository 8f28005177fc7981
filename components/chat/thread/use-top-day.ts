import { useRef, useState } from "react";
import type { ThreadRow } from "./thread-rows";

/**
 * The day at the top of a scrolled thread, to show above it while it moves; null while its own label
 * is in sight or nothing moves. `data-index` is what the virtual list writes on each row.
 */
export function useTopDay(rows: ThreadRow[]) {
  const scroller = useRef<HTMLElement | null>(null);
  const [day, setDay] = useState<string | null>(null);

  function onScroll() {
    const place = scroller.current;
    if (!place) return;
    const top = place.getBoundingClientRect().top;
    const shown = [...place.querySelectorAll<HTMLElement>("[data-index]")].find(
      (row) => row.getBoundingClientRect().bottom > top + 8,
    );
    const index = Number(shown?.dataset.index ?? -1);
    const row = rows[index];
    if (!row || row.type === "day") return setDay(null);
    const above = rows.slice(0, index).findLast(({ type }) => type === "day");
    setDay(above?.type === "day" ? above.at : null);
  }

  return {
    day,
    scroller,
    onScroll,
    onRest: () => setDay(null),
    scrollerRef(element: HTMLElement | Window | null) {
      scroller.current = element instanceof HTMLElement ? element : null;
    },
  };
}
