"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import { catchUp } from "@/components/live/catch-up";
import { useLive } from "@/components/live/live-provider";
import { ApiError, callApi } from "@/lib/api-client/call-api";
import type { Conversation } from "@/lib/conversations/schemas";

/**
 * One conversation as it is now: follows the hints, the newest answer wins. Who works beside it (the
 * client's card) is rendered by the server, so a change of hands refreshes the page's data too.
 */
export function useConversation(initial: Conversation, leaveHref: string) {
  const { on } = useLive();
  const router = useRouter();
  const [conversation, setConversation] = useState(initial);
  const shown = useRef(initial);
  const { id } = initial;

  const show = useCallback(
    (next: Conversation) => {
      const before = shown.current;
      if (next.seq < before.seq) return;
      shown.current = next;
      setConversation(next);
      const hasMoved =
        next.client.assigned_operator_id !== before.client.assigned_operator_id ||
        next.client.department_id !== before.client.department_id;
      if (hasMoved) router.refresh();
    },
    [router],
  );

  useEffect(() => {
    const ask = catchUp(async () => {
      try {
        show(await callApi<Conversation>(`/api/conversations/${id}/`));
      } catch (error) {
        // Transferred out of sight while it was open.
        if (error instanceof ApiError && error.status === 404) router.replace(leaveHref);
      }
    });
    return on("conversation.changed", (hint) => {
      if (hint === null || hint.conversationId === id) ask();
    });
  }, [id, leaveHref, on, router, show]);

  return { conversation, show };
}
