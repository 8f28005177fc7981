"use client";

import {
  keepPreviousData,
  type QueryKey,
  useInfiniteQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import type { Page } from "@/lib/core/schemas";
import type { ConversationChanged } from "@/lib/realtime/events";
import { type Marked, type News, type Pages, putNews, type Row } from "./put-news";

type Followed<T> = {
  read: (cursor: string) => Promise<Page<T>>;
  /** The mark of now: it is taken before the list is read, so that nothing falls between. */
  mark: () => Promise<string | undefined>;
  /** What happened after a mark; null when the list must be read again as a whole. */
  after: (mark: string, shown: T[]) => Promise<{ news: News<T> | null; mark: string }>;
  /** What came with the page: it is not asked for. */
  initial?: Marked<T>;
  /** Whether an event is in the list already. */
  knows?: (event: ConversationChanged, mark: string) => boolean;
  /** Milliseconds between two questions. */
  pause?: number;
};

/** A list, page by page, that follows changes by their mark instead of being asked for again. */
export function useFollowedPages<T extends Row>(queryKey: QueryKey, list: Followed<T>) {
  const cache = useQueryClient();
  const kept = () => cache.getQueryData<Pages<T>>(queryKey)?.pages ?? [];
  const query = useInfiniteQuery<Marked<T>, Error, Pages<T>, QueryKey, string>({
    queryKey,
    async queryFn({ pageParam }) {
      if (pageParam) return list.read(pageParam);
      const mark = await list.mark();
      return { ...(await list.read("")), mark };
    },
    initialPageParam: "",
    getNextPageParam: ({ next_cursor }) => next_cursor,
    placeholderData: keepPreviousData,
    ...(list.initial && { initialData: { pages: [list.initial], pageParams: [""] } }),
    staleTime: Infinity,
    // A list that nobody shows for a minute is read afresh: its order may be another by then.
    gcTime: 60_000,
    meta: {
      follow,
      pause: list.pause ?? 0,
      knows: (event) => list.knows?.(event, kept()[0]?.mark ?? "") ?? false,
    },
  });

  async function follow(): Promise<unknown> {
    const pages = kept();
    const from = pages[0]?.mark;
    if (!from) return query.refetch();
    const shown = pages.flatMap(({ results }) => results);
    const { news, mark } = await list.after(from, shown);
    return news ? putNews(cache, queryKey, news, mark) : query.refetch({ throwOnError: true });
  }

  // What came with the page may be old: the browser's Back.
  const catchUp = useEffectEvent(() => {
    if (kept().length > 0) void follow().catch(() => undefined);
  });
  useEffect(() => catchUp(), []);

  return { ...query, follow };
}
