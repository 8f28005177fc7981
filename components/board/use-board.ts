"use client";

import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useCallback, useMemo, useRef } from "react";
import { readClients } from "@/components/clients/read-clients";
import { useClientName } from "@/components/clients/use-client-name";
import { changesAfter } from "@/components/data/desk-changes";
import { listPause } from "@/components/live/catch-up";
import { toast } from "@/components/ui/overlay/toast";
import { ApiError, callApi } from "@/lib/api-client/call-api";
import type { Client, ClientCounts, MoveClient } from "@/lib/clients/schemas";
import { type ClientStatus, clientStatuses } from "@/lib/clients/terms";
import { realtimeEvents } from "@/lib/realtime/events";
import { applyFresh, type Columns, mergeCards, neighbours, placeCard, shift } from "./columns";

/** The columns as far as they are loaded, and up to where the desk's changes are in them. */
type Board = { columns: Columns; mark: string | undefined };
type Move = { card: Client; place: MoveClient; index: number };

/** The board of a filter: columns by cursor, moves shown at once and taken back when refused, live. */
export function useBoard(query: string) {
  const clientName = useClientName();
  const t = useTranslations("kanban");
  const tStatus = useTranslations("clientStatus");
  const cache = useQueryClient();
  const kept = useMemo(() => keptBoard(cache, query), [cache, query]);
  /** Moves under way and a card in the hand: what the server says meanwhile waits. */
  const busy = useRef(0);

  const counts = useQuery<ClientCounts>({ queryKey: kept.countsKey });
  const board = useQuery<Board>({
    queryKey: kept.key,
    async queryFn() {
      // The mark is taken before the columns, so that nothing falls between.
      const changes = await changesAfter().catch(() => null);
      const read = clientStatuses.map(async (status) => [status, await readColumn(query, status)]);
      return { columns: Object.fromEntries(await Promise.all(read)), mark: changes?.next_after };
    },
    meta: { pause: listPause, follow },
  });

  async function follow(): Promise<unknown> {
    if (busy.current > 0) return;
    const mark = kept.board()?.mark;
    const changes = mark ? await changesAfter(mark) : null;
    if (!changes || changes.is_reset) return Promise.all([board.refetch(), counts.refetch()]);
    const ids = changes.results.map(({ client }) => client.id);
    const fresh =
      ids.length > 0 ? await readClients(query, { ids: ids.join(","), limit: "200" }) : null;
    // A card in the hand stays there: the same change is asked for again afterwards.
    if (busy.current > 0) return;
    const put = (all: Columns) => (fresh ? applyFresh(all, ids, fresh.results) : all);
    kept.change((all) => ({ columns: put(all.columns), mark: changes.next_after }));
    return fresh ? counts.refetch() : undefined;
  }

  const { mutateAsync } = useMutation({
    mutationFn: ({ card, place }: Move) =>
      callApi<Client>(`/api/clients/${card.id}/move/`, { method: "POST", body: place }),
    onMutate({ card, place, index }) {
      busy.current++;
      void cache.cancelQueries({ queryKey: kept.key });
      const before = kept.board();
      const moved = { ...card, status: place.status };
      kept.change((all) => ({ ...all, columns: placeCard(all.columns, moved, index) }));
      kept.count((all) => shift(all, card.status, place.status));
      return before;
    },
    onSuccess: (fresh) =>
      kept.change(({ columns, ...all }) => {
        const column = columns[fresh.status];
        const items = column.items.map((item) => (item.id === fresh.id ? fresh : item));
        return { ...all, columns: { ...columns, [fresh.status]: { ...column, items } } };
      }),
    onError(error, { card, place }, before) {
      cache.setQueryData(kept.key, before);
      kept.count((all) => shift(all, place.status, card.status));
      toast.error((error instanceof ApiError && error.message) || t("moveFailed"));
    },
    onSettled: () => void busy.current--,
  });

  /** Puts a card at `index` of a column (counted without the card) with an undo for seven seconds. */
  const move = useCallback(
    async (id: number, status: ClientStatus, index: number) => {
      const columns = kept.board()?.columns ?? allWaiting;
      const has = (name: ClientStatus) => columns[name].items.some((item) => item.id === id);
      const from = clientStatuses.find(has);
      const at = from ? columns[from].items.findIndex((item) => item.id === id) : -1;
      const card = from && columns[from].items[at];
      if (!card || (from === status && at === index)) return;
      const back = neighbours(columns[from], id, from, at);
      const place = neighbours(columns[status], id, status, index);
      const isMoved = await mutateAsync({ card, place, index }).catch(() => null);
      if (!isMoved) return;
      const undo = { card: { ...card, status }, place: back, index: at };
      toast(t("moved", { name: clientName(card), status: tStatus(status) }), {
        duration: 7000,
        action: { label: t("undo"), onClick: () => void mutateAsync(undo).catch(() => null) },
      });
    },
    [kept, mutateAsync, clientName, t, tStatus],
  );

  const loading = useRef(new Set<ClientStatus>());
  const load = useCallback(
    async (status: ClientStatus, cursor: string | null) => {
      if (loading.current.has(status)) return;
      loading.current.add(status);
      const page = await readColumn(query, status, cursor);
      loading.current.delete(status);
      // What is missing is asked for again by the next scroll.
      if (page.state === "failed") return;
      kept.change(({ columns, ...all }) => {
        const items = mergeCards(cursor ? columns[status].items : [], page.items);
        return { ...all, columns: { ...columns, [status]: { ...page, items } } };
      });
    },
    [kept, query],
  );
  /** While a card is held, nothing moves by itself. */
  const hold = (isHeld: boolean) => {
    busy.current += isHeld ? 1 : -1;
  };

  return { columns: board.data?.columns ?? allWaiting, counts: counts.data, move, load, hold };
}

const waiting = { items: [], cursor: null, state: "loading" as const };
const allWaiting: Columns = { lead: waiting, active: waiting, inactive: waiting, closed: waiting };

/** What the cache keeps of a board, and how to change it there. */
function keptBoard(cache: QueryClient, query: string) {
  const key = [realtimeEvents.conversationsChanged, "board", query];
  const countsKey = ["board-counts", `/api/clients/counts/?${query}`];
  return {
    key,
    countsKey,
    board: () => cache.getQueryData<Board>(key),
    change: (next: (board: Board) => Board) =>
      void cache.setQueryData<Board>(key, (board) => board && next(board)),
    count: (next: (counts: ClientCounts) => ClientCounts) =>
      void cache.setQueryData<ClientCounts>(countsKey, (counts) => counts && next(counts)),
  };
}

async function readColumn(query: string, status: ClientStatus, cursor: string | null = null) {
  const more = { status, sort: "board", limit: "50", ...(cursor ? { cursor } : {}) };
  const page = await readClients(query, more).catch(() => null);
  if (!page) return { ...waiting, state: "failed" as const };
  return { items: page.results, cursor: page.next_cursor, state: "ready" as const };
}
