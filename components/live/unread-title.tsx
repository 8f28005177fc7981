"use client";

import { useEffect, useRef } from "react";
import { callApi } from "@/lib/api-client/call-api";
import type { ConversationCounts } from "@/lib/conversations/schemas";
import { catchUp } from "./catch-up";
import { useLive } from "./live-provider";
import { onRead } from "./read-marks";

/** Milliseconds in which many hints become one question. */
const pause = 1000;

/** How many conversations are unread, before the title of every screen. */
export function UnreadTitle() {
  const { listen } = useLive();
  const unread = useRef(0);

  useEffect(() => {
    const write = () => {
      const title = document.title.replace(/^\(\d+\) /, "");
      const wanted = unread.current > 0 ? `(${unread.current}) ${title}` : title;
      if (document.title !== wanted) document.title = wanted;
    };
    const ask = catchUp(async () => {
      unread.current = (await callApi<ConversationCounts>("/api/conversations/counts/")).unread;
      write();
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const askSoon = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        ask();
      }, pause);
    };
    ask();
    const stops = [listen(askSoon), onRead(askSoon)];
    // Each screen brings a title of its own.
    const watcher = new MutationObserver(write);
    watcher.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => {
      clearTimeout(timer);
      watcher.disconnect();
      for (const stop of stops) stop();
    };
  }, [listen]);

  return null;
}
