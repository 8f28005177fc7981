"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { catchUp } from "@/components/live/catch-up";
import { useLive } from "@/components/live/live-provider";
import { onRead } from "@/components/live/read-marks";
import { callApi } from "@/lib/api-client/call-api";
import type {
  Conversation,
  ConversationChangeSet,
  ConversationCounts,
} from "@/lib/conversations/schemas";
import type { ConversationView } from "@/lib/conversations/terms";
import type { Page } from "@/lib/core/schemas";

type List = { items: Conversation[]; cursor: string | null; state: "loading" | "ready" | "failed" };

const empty: List = { items: [], cursor: null, state: "loading" };

/** The conversation list of one view, filter and search, kept equal to the database. */
export function useConversations(
  view: ConversationView,
  /** The filters of the list, as the API's query. */
  filter: string,
  search: string,
  initialCounts: ConversationCounts,
) {
  const { listen } = useLive();
  const [list, setList] = useState<List>(empty);
  const [counts, setCounts] = useState(initialCounts);
  const after = useRef<string>(undefined);
  const shown = useRef<Conversation[]>([]);
  shown.current = list.items;

  const load = useCallback(
    async (cursor?: string) => {
      const query = new URLSearchParams(filter);
      query.set("view", view);
      if (search) query.set("search", search);
      if (cursor) query.set("cursor", cursor);
      try {
        const page = await callApi<Page<Conversation>>(`/api/conversations/?${query}`);
        setList((before) => ({
          items: cursor ? mergeList(before.items, page.results, view) : page.results,
          cursor: page.next_cursor,
          state: "ready",
        }));
      } catch {
        setList((before) => ({ ...before, state: before.items.length > 0 ? "ready" : "failed" }));
      }
    },
    [view, filter, search],
  );

  const count = useCallback(async () => {
    setCounts(await callApi<ConversationCounts>(`/api/conversations/counts/?${filter}`));
  }, [filter]);

  // The counters that came with the page are those of the whole list.
  const countedFilter = useRef("");
  useEffect(() => {
    if (countedFilter.current === filter) return;
    countedFilter.current = filter;
    void count().catch(() => undefined);
  }, [count, filter]);

  useEffect(
    () =>
      onRead((id) => {
        const isRead = (item: Conversation) =>
          item.id === id ? { ...item, unread_count: 0 } : item;
        setList((before) => ({ ...before, items: before.items.map(isRead) }));
        void count().catch(() => undefined);
      }),
    [count],
  );

  useEffect(() => {
    setList(empty);
    after.current = undefined;
    let isCurrent = true;
    // The mark is taken before the list, so that nothing falls between.
    const begin = async () => {
      const mark = await callApi<ConversationChangeSet>("/api/conversations/changes/").catch(
        () => null,
      );
      if (!isCurrent) return;
      after.current = mark?.next_after;
      await load();
    };
    void begin();
    return () => {
      isCurrent = false;
    };
  }, [load]);

  useEffect(() => {
    const ask = catchUp(async () => {
      const known = shown.current.slice(0, 200).map(({ id }) => id);
      const query = new URLSearchParams({
        ...(after.current ? { after: after.current } : {}),
        ...(known.length > 0 ? { known: known.join(",") } : {}),
      });
      const changes = await callApi<ConversationChangeSet>(`/api/conversations/changes/?${query}`);
      after.current = changes.next_after;
      const isFiltered = view !== "all" || filter !== "" || search !== "";
      const isNews = changes.results.length > 0 || changes.gone.length > 0;
      // Who belongs to a view is the server's knowledge: a filtered list is asked for again.
      if (changes.is_reset || (isFiltered && isNews)) await load();
      else if (isNews) {
        setList((before) => ({
          ...before,
          items: mergeList(before.items, changes.results, view).filter(
            ({ id }) => !changes.gone.includes(id),
          ),
        }));
      }
      if (isNews || changes.is_reset) await count();
    });
    return listen(() => ask());
  }, [listen, load, count, view, filter, search]);

  const loadMore = useCallback(() => {
    if (list.cursor) void load(list.cursor);
  }, [list.cursor, load]);

  return { ...list, counts, loadMore, reload: load };
}

/** Newer versions replace older ones; the order is the view's own. */
function mergeList(
  known: Conversation[],
  changed: Conversation[],
  view: ConversationView,
): Conversation[] {
  const byId = new Map(known.map((item) => [item.id, item]));
  for (const item of changed) {
    const before = byId.get(item.id);
    if (!before || before.seq <= item.seq) byId.set(item.id, item);
  }
  const key = (item: Conversation) =>
    Date.parse((view === "waiting" ? item.waiting_since : item.last_message_at) ?? "") || 0;
  const sign = view === "waiting" ? 1 : -1;
  return [...byId.values()].sort((a, b) => sign * (key(a) - key(b) || a.id - b.id));
}
