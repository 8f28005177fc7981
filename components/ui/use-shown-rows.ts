import { type RefObject, useEffect, useState } from "react";
import { flushSync } from "react-dom";

type View = { first: number; end: number };
type List = { count: number; rowHeight: number; spare: number };

/**
 * The indexes of the rows that a scrolling pane shows, and `spare` more at both ends. All rows are
 * `rowHeight` px tall, so that nothing is measured: row `index` lies at `index * rowHeight`.
 */
export function useShownRows(pane: RefObject<HTMLElement | null>, list: List): number[] {
  const { rowHeight } = list;
  const [view, setView] = useState<View>({ first: 0, end: 0 });
  useEffect(() => {
    const element = pane.current;
    if (!element) return;
    const look = () => {
      const next = {
        first: Math.floor(element.scrollTop / rowHeight),
        end: Math.ceil((element.scrollTop + element.clientHeight) / rowHeight),
      };
      setView((view) => (view.first === next.first && view.end === next.end ? view : next));
    };
    // At once: a frame later, a jump would show an empty pane first.
    const onScroll = () => flushSync(look);
    const watcher = new ResizeObserver(look);
    watcher.observe(element);
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      watcher.disconnect();
      element.removeEventListener("scroll", onScroll);
    };
  }, [pane, rowHeight]);
  return rowsAround(view, list);
}

export function rowsAround({ first, end }: View, { count, spare }: Omit<List, "rowHeight">) {
  const from = Math.max(0, Math.min(first, count) - spare);
  const to = Math.min(count, end + spare);
  return Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
}
