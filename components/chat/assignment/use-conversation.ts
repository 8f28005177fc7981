"use client";

import { replaceEqualDeep, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { freshFor, useSeed } from "@/components/data/use-seed";
import { ApiError } from "@/lib/api-client/call-api";
import type { Conversation } from "@/lib/conversations/schemas";
import { realtimeEvents } from "@/lib/realtime/events";

/**
 * One conversation as it is now: follows the events, the newest answer wins. Who works beside it (the
 * client's card) is rendered by the server, so a change of hands refreshes the page's data too.
 */
export function useConversation(initial: Conversation, leaveHref: string) {
  const router = useRouter();
  const cache = useQueryClient();
  const path = `/api/conversations/${initial.id}/`;
  const queryKey = [realtimeEvents.conversationChanged, initial.client.id, path];
  useSeed(queryKey, initial);
  const { data: conversation = initial, error } = useQuery<Conversation>({
    queryKey,
    staleTime: freshFor,
    structuralSharing: newest,
  });

  const isGone = error instanceof ApiError && error.status === 404;
  useEffect(() => {
    // Transferred out of sight while it was open.
    if (isGone) router.replace(leaveHref);
  }, [isGone, leaveHref, router]);

  const { assigned_operator_id, department_id } = conversation.client;
  const hands = `${assigned_operator_id} ${department_id}`;
  const rendered = useRef(hands);
  useEffect(() => {
    if (rendered.current === hands) return;
    rendered.current = hands;
    router.refresh();
  }, [hands, router]);

  return { conversation, show: (next: Conversation) => cache.setQueryData(queryKey, next) };
}

function newest(before: unknown, next: unknown): unknown {
  const [known, told] = [before as Conversation | undefined, next as Conversation];
  return known && told.seq < known.seq ? known : replaceEqualDeep(before, next);
}
