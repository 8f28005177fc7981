"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { catchUp, listPause } from "@/components/live/catch-up";
import { changesAfter } from "@/components/live/changes-after";
import { useLive } from "@/components/live/live-provider";
import { onRead } from "@/components/live/read-marks";
import { callApi } from "@/lib/api-client/call-api";
import type { Conversation, ConversationCounts } from "@/lib/conversations/schemas";
import type { ConversationView } from "@/lib/conversations/terms";
import type { Page } from "@/lib/core/schemas";

type List = { items: Conversation[]; cursor: string | null; state: "loading" | "ready" | "failed" };

/** Conversations of a page, and the most that the API gives at once. */
const pageSize = 50;
const maxPage = 200;

const empty: List = { items: [], cursor: null, state: "loading" };

/** The conversation list of one view, filter and search, kept equal to the database. */
export function useConversations(
  view: ConversationView,
  /** The filters of the list, as the API's query. */
  filter: string,
  search: string,
  initialCounts: ConversationCounts,
) {
  const { on } = useLive();
  const [list, setList] = useState<List>(empty);
  const [counts, setCounts] = useState(initialCounts);
  const shown = useRef<Conversation[]>([]);
  shown.current = list.items;
  // A slower answer to an earlier question must not replace a newer one.
  const run = useRef(0);

  const fetchPage = useCallback(
    (cursor: string | null, limit: number) => {
      const query = new URLSearchParams(filter);
      query.set("view", view);
      query.set("limit", String(Math.min(limit, maxPage)));
      if (search) query.set("search", search);
      if (cursor) query.set("cursor", cursor);
      return callApi<Page<Conversation>>(`/api/conversations/?${query}`);
    },
    [view, filter, search],
  );

  /** Asks for the list afresh, as long as it was; throws when it could not be had. */
  const load = useCallback(
    async (length = pageSize) => {
      const own = ++run.current;
      const items: Conversation[] = [];
      let cursor: string | null = null;
      try {
        do {
          const page = await fetchPage(cursor, length - items.length);
          if (own !== run.current) return;
          items.push(...page.results);
          cursor = page.next_cursor;
        } while (cursor && items.length < length);
        setList({ items: mergeList([], items, view), cursor, state: "ready" });
      } catch (error) {
        if (own !== run.current) return;
        setList((before) => ({ ...before, state: before.items.length > 0 ? "ready" : "failed" }));
        throw error;
      }
    },
    [fetchPage, view],
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
    let isCurrent = true;
    let after: string | undefined;
    const ask = catchUp(async () => {
      if (!isCurrent) return;
      if (after === undefined) {
        // The mark is taken before the list, so that nothing falls between.
        const mark = await changesAfter().catch(() => null);
        if (isCurrent) await load();
        after = mark?.next_after;
        return;
      }
      const known = shown.current.slice(0, 200).map(({ id }) => id);
      const changes = await changesAfter(after, known);
      if (!isCurrent) return;
      const isFiltered = view !== "all" || filter !== "" || search !== "";
      const isNews = changes.results.length > 0 || changes.gone.length > 0;
      // Who belongs to a view is the server's knowledge: a filtered list is asked for again.
      if (changes.is_reset || (isFiltered && isNews)) {
        await load(Math.max(pageSize, shown.current.length));
      } else if (isNews) {
        setList((before) => ({
          ...before,
          items: mergeList(before.items, changes.results, view).filter(
            ({ id }) => !changes.gone.includes(id),
          ),
        }));
      }
      if (isNews) await count();
      // Only what is shown is behind us: a failed reload is tried again.
      after = changes.next_after;
    }, listPause);
    void ask();
    const stop = on("conversation.changed", () => ask());
    return () => {
      isCurrent = false;
      stop();
    };
  }, [on, load, count, view, filter, search]);

  const isLoadingMore = useRef(false);
  const loadMore = useCallback(async () => {
    if (!list.cursor || isLoadingMore.current) return;
    isLoadingMore.current = true;
    const own = run.current;
    const page = await fetchPage(list.cursor, pageSize).catch(() => null);
    isLoadingMore.current = false;
    // What is missing is asked for again by the next scroll.
    if (!page || own !== run.current) return;
    setList((before) => ({
      items: mergeList(before.items, page.results, view),
      cursor: page.next_cursor,
      state: "ready",
    }));
  }, [fetchPage, list.cursor, view]);

  const reload = useCallback(() => {
    setList(empty);
    void load().catch(() => undefined);
  }, [load]);
  return { ...list, counts, loadMore, reload };
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
