"use client";

import {
  type QueryKey,
  type UseInfiniteQueryOptions,
  useInfiniteQuery,
} from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { toast } from "@/components/ui/overlay/toast";
import { callApi } from "@/lib/api-client/call-api";
import type { Page } from "@/lib/core/schemas";

type Row = { id: number };
type Data<T> = { pages: Page<T>[]; pageParams: string[] };
type Options<T> = Pick<
  UseInfiniteQueryOptions<Page<T>, Error, Data<T>, QueryKey, string>,
  "placeholderData" | "refetchInterval" | "staleTime"
>;

/** A list of the API, page by page; the key ends with its address. `items` is undefined at first. */
export function usePages<T extends Row>(queryKey: QueryKey, options: Options<T> = {}) {
  const t = useTranslations("common");
  const path = String(queryKey.at(-1));
  const query = useInfiniteQuery<Page<T>, Error, Data<T>, QueryKey, string>({
    queryKey,
    queryFn: ({ pageParam }) =>
      callApi(pageParam ? `${path}&cursor=${encodeURIComponent(pageParam)}` : path),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor,
    ...options,
  });
  const items = useMemo(() => query.data && joinPages(query.data.pages), [query.data]);
  return {
    ...query,
    items,
    async more() {
      const { isFetchNextPageError } = await query.fetchNextPage({ cancelRefetch: false });
      if (isFetchNextPageError) toast.error(t("loadFailed"));
    },
  };
}

/** The pages as one list, each thing once: as the earlier page has it, which is the newer. */
export function joinPages<T extends Row>(pages: { results: T[] }[]): T[] {
  const rows = pages.flatMap(({ results }) => results);
  const first = new Map(rows.toReversed().map((row) => [row.id, row]));
  return rows.filter((row) => first.get(row.id) === row);
}
