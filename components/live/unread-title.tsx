"use client";

import { useEffect } from "react";
import { useCounts } from "@/components/data/use-counts";

/** How many conversations are unread, before the title of every screen. */
export function UnreadTitle() {
  const unread = useCounts()?.unread ?? 0;

  useEffect(() => {
    const write = () => {
      const title = document.title.replace(/^\(\d+\) /, "");
      const wanted = unread > 0 ? `(${unread}) ${title}` : title;
      if (document.title !== wanted) document.title = wanted;
    };
    write();
    // Each screen brings a title of its own.
    const watcher = new MutationObserver(write);
    watcher.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => watcher.disconnect();
  }, [unread]);

  return null;
}
