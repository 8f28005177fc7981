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
  const { listen } = useLive();
  const [messages, setMessages] = useState(() => mergeMessages([], initial.results));
  const [cursor, setCursor] = useState(initial.next_cursor);
  const known = useRef(Math.max(0, ...initial.results.map(({ seq }) => seq)));
  const isLoading = useRef(false);

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
    return listen((hint) => {
      if (!hint || (hint.clientId === clientId && hint.seq > known.current)) ask();
    });
  }, [clientId, listen, apply]);

  const loadOlder = useCallback(async () => {
    if (!cursor || isLoading.current) return;
    isLoading.current = true;
    const query = new URLSearchParams({ client_id: String(clientId), order: "desc", cursor });
    try {
      const page = await callApi<Page<Message>>(`/api/messages/?${query}`);
      setMessages((before) => mergeMessages(before, page.results));
      setCursor(page.next_cursor);
    } finally {
      isLoading.current = false;
    }
  }, [clientId, cursor]);

  // A message that this browser just sent: shown at once; its `seq` is learnt from the server's changes.
  const add = useCallback(
    (message: Message) => setMessages((before) => mergeMessages(before, [message])),
    [],
  );

  return { messages, hasOlder: cursor !== null, loadOlder, add };
}
