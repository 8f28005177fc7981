"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { callApi } from "@/lib/api-client/call-api";
import type { Page } from "@/lib/core/schemas";
import type { Log } from "@/lib/logs/schemas";

type List = { items: Log[]; cursor: string | null; state: "loading" | "ready" | "failed" };

/** The log lines of a query, loaded by cursor. */
export function useLogs(query: string) {
  const [list, setList] = useState<List>({ items: [], cursor: null, state: "loading" });
  const [isLoadingMore, setIsLoadingMore] = useState(false);
  const run = useRef(0);

  const reload = useCallback(async () => {
    const own = ++run.current;
    setList((before) => ({ ...before, state: "loading" }));
    const page = await callApi<Page<Log>>(`/api/logs/?${query}`).catch(() => null);
    // A slower answer to an earlier question must not replace this one.
    if (own !== run.current) return;
    if (page) setList({ items: page.results, cursor: page.next_cursor, state: "ready" });
    else setList({ items: [], cursor: null, state: "failed" });
  }, [query]);

  useEffect(() => void reload(), [reload]);

  const loadMore = useCallback(async () => {
    if (!list.cursor || isLoadingMore) return;
    const own = run.current;
    setIsLoadingMore(true);
    const page = await callApi<Page<Log>>(`/api/logs/?${query}&cursor=${list.cursor}`).catch(
      () => null,
    );
    setIsLoadingMore(false);
    if (own !== run.current || !page) return;
    setList((before) => ({
      ...before,
      items: [...before.items, ...page.results],
      cursor: page.next_cursor,
    }));
  }, [query, list.cursor, isLoadingMore]);

  return { ...list, isLoadingMore, reload, loadMore };
}
