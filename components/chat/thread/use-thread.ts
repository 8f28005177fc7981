"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { catchUp } from "@/components/live/catch-up";
import { useLive } from "@/components/live/live-provider";
import { callApi } from "@/lib/api-client/call-api";
import type { Page } from "@/lib/core/schemas";
import type { Message } from "@/lib/messages/schemas";
import { mergeMessages } from "./merge-messages";

/** A client's thread: newest page first, older ones by cursor, changes as they come. */
export function useThread(clientId: number, initial: Page<Message>) {
  const { on } = useLive();
  const [messages, setMessages] = useState(() => mergeMessages([], initial.results));
  const [cursor, setCursor] = useState(initial.next_cursor);
  const known = useRef(Math.max(0, ...initial.results.map(({ seq }) => seq)));
  const isLoading = useRef(false);
  const all = useRef(messages);
  all.current = messages;

  const apply = useCallback((changed: Message[]) => {
    known.current = Math.max(known.current, ...changed.map(({ seq }) => seq));
    setMessages((before) => mergeMessages(before, changed));
  }, []);

  useEffect(() => {
    const ask = catchUp(async () => {
      for (let next: string | null = ""; next !== null; ) {
        const query = new URLSearchParams({
          client_id: String(clientId),
          after_seq: String(known.current),
          limit: "200",
        });
        const page: Page<Message> = await callApi(`/api/messages/?${query}`);
        apply(page.results);
        next = page.next_cursor;
      }
    });
    ask();
    return on("conversation.changed", (hint) => {
      if (!hint || (hint.clientId === clientId && hint.seq > known.current)) ask();
    });
  }, [clientId, on, apply]);

  const older = useRef(cursor);
  older.current = cursor;

  /** Loads one older page; returns whether there is still more. */
  const loadPage = useCallback(async (): Promise<boolean> => {
    if (!older.current || isLoading.current) return older.current !== null;
    isLoading.current = true;
    const query = new URLSearchParams({
      client_id: String(clientId),
      order: "desc",
      cursor: older.current,
    });
    try {
      const page = await callApi<Page<Message>>(`/api/messages/?${query}`);
      all.current = mergeMessages(all.current, page.results);
      older.current = page.next_cursor;
      setMessages((before) => mergeMessages(before, page.results));
      setCursor(page.next_cursor);
    } finally {
      isLoading.current = false;
    }
    return older.current !== null;
  }, [clientId]);

  const loadOlder = useCallback(async () => {
    // What is missing is asked for again by the next scroll.
    await loadPage().catch(() => undefined);
  }, [loadPage]);

  /** Loads older pages until `isThere` says that they are enough; false when all of them are not. */
  const loadUntil = useCallback(
    async (isThere: (messages: Message[]) => boolean): Promise<boolean> => {
      while (!isThere(all.current)) {
        const hasMore = await loadPage().catch(() => false);
        if (!hasMore) return isThere(all.current);
      }
      return true;
    },
    [loadPage],
  );

  // A message that this browser just sent: shown at once; its `seq` is learnt from the server's changes.
  const add = useCallback(
    (message: Message) => setMessages((before) => mergeMessages(before, [message])),
    [],
  );

  return { messages, hasOlder: cursor !== null, loadOlder, loadUntil, add };
}
