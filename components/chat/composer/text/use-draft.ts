"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { catchUp } from "@/components/live/catch-up";
import { callApi } from "@/lib/api-client/call-api";
import type { Draft } from "@/lib/conversations/schemas";
import { isSameDraft, keptDraft, noDraft, opensOnNote } from "./kept-draft";

/** Milliseconds after the last key before a draft goes to the server. */
const saveAfter = 800;

/**
 * What is being typed, answer and note apart, kept in this browser at once and on the server soon
 * after, so that it is there on another device too. The browser's copy wins: it is newer than the
 * server's. The page may be an old one (the browser's Back), so the server is asked once more.
 */
export function useDraft(given: {
  clientId: number;
  operatorId: number;
  conversationId: number | null;
  fromServer: Draft | null;
}) {
  const { conversationId, operatorId, clientId } = given;
  const kept = useMemo(() => keptDraft(operatorId, clientId), [operatorId, clientId]);
  const [draft, setDraft] = useState(given.fromServer ?? noDraft);
  const [isNote, setIsNote] = useState(() => opensOnNote(draft));
  const latest = useRef(draft);
  const saved = useRef(draft);
  const hasTyped = useRef(false);

  const show = useCallback((next: Draft) => {
    latest.current = next;
    setDraft(next);
    setIsNote(opensOnNote(next));
  }, []);

  useEffect(() => {
    const local = kept.read();
    if (local) return show(local);
    if (conversationId === null) return;
    let isCurrent = true;
    callApi<Draft>(`/api/conversations/${conversationId}/draft/`).then(
      (now) => {
        if (!isCurrent || hasTyped.current || isSameDraft(now, latest.current)) return;
        saved.current = now;
        show(now);
      },
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [kept, conversationId, show]);

  // One at a time: an older text must not come last.
  const save = useMemo(
    () =>
      catchUp(async () => {
        const now = latest.current;
        if (conversationId === null || isSameDraft(now, saved.current)) return;
        const path = `/api/conversations/${conversationId}/draft/`;
        await callApi(path, { method: "PUT", body: now });
        saved.current = now;
        const local = kept.read();
        if (local && isSameDraft(local, now)) kept.write(null);
      }),
    [conversationId, kept],
  );

  useEffect(() => {
    if (isSameDraft(draft, saved.current)) return;
    const timer = setTimeout(save, saveAfter);
    return () => clearTimeout(timer);
  }, [draft, save]);

  // Whoever leaves within that time finds it on another device too.
  useEffect(() => () => void save(), [save]);

  const change = useCallback(
    (part: Partial<Draft>) => {
      hasTyped.current = true;
      const next = { ...latest.current, ...part };
      latest.current = next;
      setDraft(next);
      kept.write(isSameDraft(next, saved.current) ? null : next);
    },
    [kept],
  );

  /** Another draft is typed from now on. */
  const turnTo = useCallback(
    (note: boolean) => {
      setIsNote(note);
      change({ is_note: note });
    },
    [change],
  );

  return { draft, latest, isNote, change, turnTo };
}
