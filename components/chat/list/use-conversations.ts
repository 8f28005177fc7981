"use client";

import type { QueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { deskChanges } from "@/components/data/desk-changes";
import { countsKey, useCounts } from "@/components/data/use-counts";
import { useFollowedPages } from "@/components/data/use-followed-pages";
import { joinPages } from "@/components/data/use-pages";
import { useSeed } from "@/components/data/use-seed";
import { callApi } from "@/lib/api-client/call-api";
import type { Conversation, ConversationCounts } from "@/lib/conversations/schemas";
import type { ConversationView } from "@/lib/conversations/terms";
import type { Page } from "@/lib/core/schemas";
import { realtimeEvents } from "@/lib/realtime/events";

const listKey = [realtimeEvents.conversationsChanged, "conversations"];

/** The conversation list of one view, filter (the API's query) and search, kept equal to the database. */
export function useConversations(
  view: ConversationView,
  filter: string,
  search: string,
  initialCounts: ConversationCounts,
) {
  const isFiltered = view !== "all" || filter !== "" || search !== "";
  useSeed(countsKey(), initialCounts);
  const counts = useCounts(filter) ?? initialCounts;
  const list = useFollowedPages<Conversation>([...listKey, view, filter, search], {
    read(cursor) {
      const query = new URLSearchParams(filter);
      query.set("view", view);
      // The most that the API gives at once: a long list is asked for again in few questions.
      query.set("limit", cursor ? "200" : "50");
      if (search) query.set("search", search);
      if (cursor) query.set("cursor", cursor);
      return callApi<Page<Conversation>>(`/api/conversations/?${query}`);
    },
    ...deskChanges(
      ({ results, gone }) => {
        const isNews = results.length > 0 || gone.length > 0;
        // Who belongs to a view is the server's knowledge: a filtered list is asked for again.
        return isFiltered && isNews ? null : { fresh: results, gone };
      },
      (shown) => shown.slice(0, 200).map(({ id }) => id),
    ),
  });
  const items = useMemo(
    () => list.data && inOrder(joinPages(list.data.pages), view),
    [list.data, view],
  );
  return { ...list, items, counts };
}

/** This window has told the server that a conversation was read: no event brings that to its lists. */
export function tellRead(cache: QueryClient, conversationId: number): void {
  cache.setQueriesData<{ pages: Page<Conversation>[] }>({ queryKey: listKey }, (data) => {
    const isRead = (item: Conversation) =>
      item.id === conversationId ? { ...item, unread_count: 0 } : item;
    const pages = data?.pages.map((page) => ({ ...page, results: page.results.map(isRead) }));
    return data && pages && { ...data, pages };
  });
  void cache.invalidateQueries({ queryKey: countsKey().slice(0, 2) });
}

/** The order is the view's own: who waits longest first, else whose last message is the newest. */
function inOrder(items: Conversation[], view: ConversationView): Conversation[] {
  const key = (item: Conversation) =>
    Date.parse((view === "waiting" ? item.waiting_since : item.last_message_at) ?? "") || 0;
  const sign = view === "waiting" ? 1 : -1;
  return items.toSorted((a, b) => sign * (key(a) - key(b) || a.id - b.id));
}
