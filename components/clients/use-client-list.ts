"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { catchUp, listPause } from "@/components/live/catch-up";
import { changesAfter } from "@/components/live/changes-after";
import { useLive } from "@/components/live/live-provider";
import { callApi } from "@/lib/api-client/call-api";
import type { Client, ClientCounts } from "@/lib/clients/schemas";
import type { Page } from "@/lib/core/schemas";

type List = {
  items: Client[];
  cursor: string | null;
  state: "loading" | "ready" | "failed";
  isLoadingMore: boolean;
};

const pageSize = 100;

/** The clients of a query (filters without sort) in an order, loaded by cursor and kept live. */
export function useClientList(query: string, sort: string) {
  const { on } = useLive();
  const [list, setList] = useState<List>(none);
  const [total, setTotal] = useState<number>();
  const run = useRef(0);
  const shown = useRef(list.items);
  shown.current = list.items;

  const fetchPage = useCallback(
    (cursor: string | null) => {
      const params = new URLSearchParams(query);
      params.set("sort", sort);
      params.set("limit", String(pageSize));
      if (cursor) params.set("cursor", cursor);
      return callApi<Page<Client>>(`/api/clients/?${params}`);
    },
    [query, sort],
  );

  const reload = useCallback(async () => {
    const own = ++run.current;
    try {
      const [page, counts] = await Promise.all([
        fetchPage(null),
        callApi<ClientCounts>(`/api/clients/counts/?${query}`),
      ]);
      // A slower answer to an earlier question must not replace this one.
      if (own !== run.current) return;
      setTotal(counts.total);
      setList({
        items: page.results,
        cursor: page.next_cursor,
        state: "ready",
        isLoadingMore: false,
      });
    } catch {
      if (own === run.current) setList({ ...none(), state: "failed" });
    }
  }, [fetchPage, query]);

  const loadMore = useCallback(async () => {
    const own = run.current;
    if (!list.cursor || list.isLoadingMore || list.state !== "ready") return;
    setList((before) => ({ ...before, isLoadingMore: true }));
    const page = await fetchPage(list.cursor).catch(() => null);
    if (own !== run.current) return;
    setList((before) => {
      if (!page) return { ...before, isLoadingMore: false };
      const known = new Set(before.items.map(({ id }) => id));
      return {
        items: [...before.items, ...page.results.filter(({ id }) => !known.has(id))],
        cursor: page.next_cursor,
        state: "ready",
        isLoadingMore: false,
      };
    });
  }, [fetchPage, list.cursor, list.isLoadingMore, list.state]);

  /** Reads these again; those that no longer match the filters leave the list. */
  const refresh = useCallback(
    async (ids: number[]) => {
      const own = run.current;
      const wanted = ids.filter((id) => shown.current.some((client) => client.id === id));
      for (let at = 0; at < wanted.length; at += 200) {
        const batch = wanted.slice(at, at + 200);
        const params = new URLSearchParams(query);
        params.set("ids", batch.join(","));
        params.set("limit", "200");
        const page = await callApi<Page<Client>>(`/api/clients/?${params}`);
        if (own !== run.current) return;
        const fresh = new Map(page.results.map((client) => [client.id, client]));
        setList((before) => ({
          ...before,
          items: before.items.flatMap((client) =>
            batch.includes(client.id) ? (fresh.get(client.id) ?? []) : client,
          ),
        }));
      }
    },
    [query],
  );

  useEffect(() => {
    setList((before) => ({ ...before, state: "loading" }));
    let isCurrent = true;
    let after: string | undefined;
    const ask = catchUp(async () => {
      if (!isCurrent) return;
      if (after === undefined) {
        // The mark is taken before the list, so that nothing falls between.
        const mark = await changesAfter().catch(() => null);
        if (isCurrent) await reload();
        after = mark?.next_after;
        return;
      }
      const changes = await changesAfter(after);
      if (!isCurrent) return;
      const ids = changes.results.map(({ client }) => client.id);
      const isNew = ids.some((id) => !shown.current.some((client) => client.id === id));
      // Someone new may belong on top: only while the top is all that is loaded.
      if (changes.is_reset || (isNew && shown.current.length <= pageSize)) await reload();
      else if (ids.length > 0) await refresh(ids);
      // Only what is shown is behind us: a failed question is asked again.
      after = changes.next_after;
    }, listPause);
    void ask();
    const stop = on("conversation.changed", () => ask());
    return () => {
      isCurrent = false;
      stop();
    };
  }, [on, refresh, reload]);

  return { ...list, total, reload, loadMore, refresh };
}

function none(): List {
  return { items: [], cursor: null, state: "loading", isLoadingMore: false };
}
