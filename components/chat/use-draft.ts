"use client";

import { useEffect, useRef, useState } from "react";
import { callApi } from "@/lib/api-client/call-api";

/** Milliseconds after the last key before a draft goes to the server. */
const saveAfter = 800;

/**
 * What is being typed, kept in this browser at once and on the server soon after, so that it is
 * there on another device too. The browser's copy wins: it may be newer than the server's.
 */
export function useDraft(clientId: number, conversationId: number | null, fromServer: string) {
  const key = `draft:${clientId}`;
  const [text, setText] = useState(fromServer);
  const saved = useRef(fromServer);

  useEffect(() => {
    const local = localStorage.getItem(key);
    if (local !== null) setText(local);
  }, [key]);

  useEffect(() => {
    if (conversationId === null || text === saved.current) return;
    const timer = setTimeout(() => {
      callApi(`/api/conversations/${conversationId}/draft/`, {
        method: "PUT",
        body: { content: text },
      })
        .then(() => {
          saved.current = text;
          if (localStorage.getItem(key) === text) localStorage.removeItem(key);
        })
        // It stays in this browser.
        .catch(() => undefined);
    }, saveAfter);
    return () => clearTimeout(timer);
  }, [text, conversationId, key]);

  function change(value: string) {
    setText(value);
    localStorage.setItem(key, value);
  }

  return { text, change };
}
