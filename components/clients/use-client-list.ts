"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { deskChanges } from "@/components/data/desk-changes";
import { useFollowedPages } from "@/components/data/use-followed-pages";
import { joinPages } from "@/components/data/use-pages";
import type { Client, ClientCounts } from "@/lib/clients/schemas";
import { realtimeEvents } from "@/lib/realtime/events";
import { readClients } from "./read-clients";

const pageSize = 100;

/** The clients of a query (filters without sort) in an order, loaded by cursor and kept live. */
export function useClientList(query: string, sort: string) {
  const cache = useQueryClient();
  const root = [realtimeEvents.conversationsChanged, "clients", query];
  const { data: counts } = useQuery<ClientCounts>({
    queryKey: [...root, `/api/clients/counts/?${query}`],
    meta: { pause: 10_000 },
  });
  const list = useFollowedPages<Client>([...root, sort], {
    read: (cursor) =>
      readClients(query, { sort, limit: String(pageSize), ...(cursor ? { cursor } : {}) }),
    ...deskChanges(async ({ results }, shown) => {
      const isShown = new Set(shown.map(({ id }) => id));
      const ids = results.map(({ client }) => client.id);
      // Someone new may belong on top: only while the top is all that is loaded.
      if (shown.length <= pageSize && ids.some((id) => !isShown.has(id))) return null;
      const asked = ids.filter((id) => isShown.has(id));
      if (asked.length === 0) return { fresh: [], gone: [] };
      const { results: fresh } = await readClients(query, { ids: asked.join(","), limit: "200" });
      // Those that no longer match the filters leave the list.
      return { fresh, gone: asked.filter((id) => !fresh.some((client) => client.id === id)) };
    }),
  });
  const items = useMemo(() => list.data && joinPages(list.data.pages), [list.data]);
  return {
    ...list,
    items,
    total: counts?.total,
    /** From the top: what was loaded below is another list now. */
    reload: () => cache.resetQueries({ queryKey: root }),
  };
}
