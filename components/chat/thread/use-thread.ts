"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { type Pages, putNews } from "@/components/data/put-news";
import { useFollowedPages } from "@/components/data/use-followed-pages";
import { callApi } from "@/lib/api-client/call-api";
import type { Page } from "@/lib/core/schemas";
import type { Message } from "@/lib/messages/schemas";
import { realtimeEvents } from "@/lib/realtime/events";
import { mergeMessages } from "./merge-messages";

/** A client's thread: newest page first, older ones by cursor, changes as they come. */
export function useThread(clientId: number, initial: Page<Message>) {
  const cache = useQueryClient();
  // Each opening begins with what its page brought, not with what is left of another.
  const [queryKey] = useState(() => [realtimeEvents.conversationChanged, clientId, Math.random()]);
  const read = (query: Record<string, string>) =>
    callApi<Page<Message>>(
      `/api/messages/?${new URLSearchParams({ client_id: String(clientId), ...query })}`,
    );
  const list = useFollowedPages<Message>(queryKey, {
    read: (cursor) => read({ order: "desc", ...(cursor ? { cursor } : {}) }),
    initial: { ...initial, mark: newestSeq(initial.results) },
    mark: async () => "0",
    async after(mark) {
      const fresh: Message[] = [];
      for (let next: string | null = ""; next !== null; ) {
        const page = await read({ after_seq: newestSeq(fresh, mark), limit: "200" });
        fresh.push(...page.results);
        next = page.next_cursor;
      }
      return { news: { fresh, gone: [] }, mark: newestSeq(fresh, mark) };
    },
    knows: ({ seq }, mark) => seq <= Number(mark),
  });

  const messages = useMemo(() => allOf(list.data), [list.data]);
  const { fetchNextPage } = list;
  const loadOlder = useCallback(() => fetchNextPage({ cancelRefetch: false }), [fetchNextPage]);

  /** Loads older pages until `isThere` says that they are enough; false when all of them are not. */
  const loadUntil = useCallback(
    async (isThere: (messages: Message[]) => boolean): Promise<boolean> => {
      for (;;) {
        const loaded = cache.getQueryData<Pages<Message>>(queryKey);
        if (isThere(allOf(loaded))) return true;
        if (!loaded?.pages.at(-1)?.next_cursor || (await loadOlder()).isError) return false;
      }
    },
    [cache, queryKey, loadOlder],
  );

  // A message that this browser just sent: shown at once; its `seq` is learnt from the server's changes.
  const add = useCallback(
    (message: Message) => putNews(cache, queryKey, { fresh: [message], gone: [] }),
    [cache, queryKey],
  );

  return { messages, hasOlder: list.hasNextPage, loadOlder, loadUntil, add };
}

const allOf = (data: Pages<Message> | undefined) =>
  mergeMessages([], data?.pages.flatMap(({ results }) => results) ?? []);

/** The highest number of a change among these; not below what is known. */
const newestSeq = (messages: Message[], known = "0") =>
  String(Math.max(Number(known), ...messages.map(({ seq }) => seq)));
