"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { useLive } from "@/components/live/live-provider";
import type { RoomFacts } from "@/lib/realtime/events";

/** A colleague in the same conversation. */
export type Other = { operatorId: number; isTyping: boolean };

/** Milliseconds between two words of ours that we type, and how long another's word holds. */
const tellEvery = 3000;
const holdsFor = 5000;

/** Who else looks at or types in a conversation; in other hands it is another room. */
export function usePresence(facts: RoomFacts | null, ownId: number) {
  const { conversationId = null, departmentId = null, assignedOperatorId = null } = facts ?? {};
  const { joinConversation } = useLive();
  const [here, setHere] = useState<number[]>([]);
  const [typing, setTyping] = useState<Record<number, number>>({});
  const tell = useRef<() => void>(() => {});
  const lastTold = useRef(0);

  useEffect(() => {
    if (conversationId === null) return;
    const room = joinConversation(
      { conversationId, departmentId, assignedOperatorId },
      {
        onMembers: setHere,
        onTyping: (id) => {
          setTyping((before) => ({ ...before, [id]: Date.now() }));
          setTimeout(() => setTyping((before) => withoutOld(before)), holdsFor + 100);
        },
      },
    );
    tell.current = room.tellTyping;
    return () => {
      tell.current = () => {};
      setHere([]);
      room.leave();
    };
  }, [conversationId, departmentId, assignedOperatorId, joinConversation]);

  const tellTyping = useCallback(() => {
    if (Date.now() - lastTold.current < tellEvery) return;
    lastTold.current = Date.now();
    tell.current();
  }, []);

  const others = here
    .filter((id) => id !== ownId)
    .map((id) => ({ operatorId: id, isTyping: id in typing }));
  return { others, tellTyping };
}

function withoutOld(typing: Record<number, number>): Record<number, number> {
  return Object.fromEntries(Object.entries(typing).filter(([, at]) => Date.now() - at < holdsFor));
}
