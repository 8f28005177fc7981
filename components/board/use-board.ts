"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { useClientName } from "@/components/clients/use-client-name";
import { catchUp, listPause } from "@/components/live/catch-up";
import { changesAfter } from "@/components/live/changes-after";
import { useLive } from "@/components/live/live-provider";
import { toast } from "@/components/ui/overlay/toast";
import { ApiError, callApi } from "@/lib/api-client/call-api";
import type { Client, ClientCounts, MoveClient } from "@/lib/clients/schemas";
import { type ClientStatus, clientStatuses } from "@/lib/clients/terms";
import type { Page } from "@/lib/core/schemas";
import { type Column, type Columns, mergeCards, placeCard } from "./columns";

const pageSize = 50;

/** The board of a filter: columns by cursor, moves shown at once and taken back when refused, live. */
export function useBoard(query: string) {
  const clientName = useClientName();
  const t = useTranslations("kanban");
  const tStatus = useTranslations("clientStatus");
  const { on } = useLive();
  const [columns, setColumns] = useState<Columns>(emptyColumns);
  const [counts, setCounts] = useState<ClientCounts>();
  const run = useRef(0);
  const shown = useRef(columns);
  shown.current = columns;
  /** Moves under way: what the server says meanwhile waits. */
  const busy = useRef(0);

  const readCounts = useCallback(async () => {
    const own = run.current;
    const next = await callApi<ClientCounts>(`/api/clients/counts/?${query}`);
    if (own === run.current && busy.current === 0) setCounts(next);
  }, [query]);

  const loadColumn = useCallback(
    async (status: ClientStatus, cursor: string | null) => {
      const own = run.current;
      const params = new URLSearchParams(query);
      params.set("status", status);
      params.set("sort", "board");
      params.set("limit", String(pageSize));
      if (cursor) params.set("cursor", cursor);
      setColumns((all) => set(all, status, { isLoadingMore: cursor !== null }));
      try {
        const page = await callApi<Page<Client>>(`/api/clients/?${params}`);
        if (own !== run.current) return;
        setColumns((all) => {
          const items = cursor ? mergeCards(all[status].items, page.results) : page.results;
          return set(all, status, {
            items,
            cursor: page.next_cursor,
            state: "ready",
            isLoadingMore: false,
          });
        });
      } catch {
        if (own !== run.current) return;
        setColumns((all) =>
          set(all, status, {
            isLoadingMore: false,
            state: all[status].items.length > 0 ? "ready" : "failed",
          }),
        );
      }
    },
    [query],
  );

  const reload = useCallback(async () => {
    run.current++;
    await Promise.all([
      ...clientStatuses.map((status) => loadColumn(status, null)),
      readCounts().catch(() => undefined),
    ]);
  }, [loadColumn, readCounts]);

  useEffect(() => {
    setColumns(emptyColumns());
    setCounts(undefined);
    let isCurrent = true;
    let after: string | undefined;
    const ask = catchUp(async () => {
      if (!isCurrent) return;
      if (after === undefined) {
        // The mark is taken before the columns, so that nothing falls between.
        const mark = await changesAfter().catch(() => null);
        if (isCurrent) await reload();
        after = mark?.next_after;
        return;
      }
      if (busy.current > 0) return;
      const changes = await changesAfter(after);
      if (busy.current > 0 || !isCurrent) return;
      const ids = changes.results.map(({ client }) => client.id);
      if (changes.is_reset) await reload();
      else if (ids.length > 0) {
        const params = new URLSearchParams(query);
        params.set("ids", ids.join(","));
        params.set("limit", "200");
        const page = await callApi<Page<Client>>(`/api/clients/?${params}`);
        // A card in the hand stays there: the same change is asked for again afterwards.
        if (busy.current > 0 || !isCurrent) return;
        setColumns((all) => applyFresh(all, ids, page.results));
        await readCounts();
      }
      after = changes.next_after;
    }, listPause);
    void ask();
    const stop = on("conversation.changed", () => ask());
    return () => {
      isCurrent = false;
      stop();
    };
  }, [on, query, readCounts, reload]);

  const send = useCallback(
    async (card: Client, move: MoveClient, index: number): Promise<boolean> => {
      const before = shown.current;
      busy.current++;
      setColumns((all) => placeCard(all, { ...card, status: move.status }, index));
      setCounts((all) => all && shift(all, card.status, move.status));
      try {
        const fresh = await callApi<Client>(`/api/clients/${card.id}/move/`, {
          method: "POST",
          body: move,
        });
        setColumns((all) => ({
          ...all,
          [fresh.status]: {
            ...all[fresh.status],
            items: all[fresh.status].items.map((item) => (item.id === fresh.id ? fresh : item)),
          },
        }));
        return true;
      } catch (error) {
        setColumns(before);
        setCounts((all) => all && shift(all, move.status, card.status));
        toast.error((error instanceof ApiError && error.message) || t("moveFailed"));
        return false;
      } finally {
        busy.current--;
      }
    },
    [t],
  );

  /** Puts a card at `index` of a column (counted without the card) with an undo for seven seconds. */
  const move = useCallback(
    async (id: number, status: ClientStatus, index: number) => {
      const from = clientStatuses.find((name) =>
        shown.current[name].items.some((item) => item.id === id),
      );
      if (!from) return;
      const at = shown.current[from].items.findIndex((item) => item.id === id);
      const card = shown.current[from].items[at];
      if (!card || (from === status && at === index)) return;
      const back = neighbours(without(shown.current[from].items, id), from, at);
      const there = neighbours(without(shown.current[status].items, id), status, index);
      if (!(await send(card, there, index))) return;
      toast(t("moved", { name: clientName(card), status: tStatus(status) }), {
        duration: 7000,
        action: {
          label: t("undo"),
          onClick: () => void send({ ...card, status }, back, at),
        },
      });
    },
    [send, t, tStatus, clientName],
  );

  const loadMore = useCallback(
    (status: ClientStatus) => {
      const column = shown.current[status];
      if (column.cursor && !column.isLoadingMore) void loadColumn(status, column.cursor);
    },
    [loadColumn],
  );
  /** While a card is held, nothing moves by itself. */
  const hold = useCallback((isHeld: boolean) => {
    busy.current += isHeld ? 1 : -1;
  }, []);

  return { columns, counts, move, loadMore, retry: loadColumn, hold };
}

function emptyColumns(): Columns {
  const column: Column = { items: [], cursor: null, state: "loading", isLoadingMore: false };
  return { lead: column, active: column, inactive: column, closed: column };
}

const set = (all: Columns, status: ClientStatus, changes: Partial<Column>): Columns => ({
  ...all,
  [status]: { ...all[status], ...changes },
});

const without = (items: Client[], id: number) => items.filter((item) => item.id !== id);

function neighbours(items: Client[], status: ClientStatus, index: number): MoveClient {
  const above = items[index - 1];
  const below = items[index];
  if (above) return { status, after_id: above.id };
  return below ? { status, before_id: below.id } : { status };
}

function shift(counts: ClientCounts, from: ClientStatus, to: ClientStatus): ClientCounts {
  if (from === to) return counts;
  return { ...counts, [from]: Math.max(0, counts[from] - 1), [to]: counts[to] + 1 };
}

/** What the server says of these cards; those it does not answer have left the filter. */
function applyFresh(all: Columns, ids: number[], fresh: Client[]): Columns {
  const asked = new Set(ids);
  const next = { ...all };
  for (const status of clientStatuses) {
    const column = all[status];
    const rest = column.items.filter((item) => !asked.has(item.id));
    const mine = fresh.filter((client) => client.status === status);
    const last = rest.at(-1);
    // Below what is loaded, a card comes with its page.
    const isLoaded = (card: Client) =>
      column.cursor === null || !last || card.board_order > last.board_order;
    next[status] = { ...column, items: mergeCards(rest, mine.filter(isLoaded)) };
  }
  return next;
}
