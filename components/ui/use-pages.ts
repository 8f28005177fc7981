"use client";

import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import { toast } from "@/components/ui/overlay/toast";
import { callApi } from "@/lib/api-client/call-api";
import type { Page } from "@/lib/core/schemas";
import { useAnswer } from "./use-answer";

type Row = { id: number };
type Shown<T> = { path: string; items: T[]; cursor: string | null };

/**
 * A list of the API, page by page; `path` holds its query. `ask` reads the first page again and keeps
 * what was shown below it. `items` is null until the first answer.
 */
export function usePages<T extends Row>(path: string) {
  const t = useTranslations("common");
  const first = useAnswer<Page<T>>(path);
  const [shown, setShown] = useState<Shown<T> | null>(null);
  const below = shown?.path === path ? shown : null;
  const items = first.answer && joinPages(first.answer.results, below?.items ?? []);
  const cursor = below ? below.cursor : (first.answer?.next_cursor ?? null);

  const more = useCallback(async () => {
    if (!cursor || !items) return;
    try {
      const next = await callApi<Page<T>>(`${path}&cursor=${encodeURIComponent(cursor)}`);
      setShown({ path, items: joinPages(items, next.results), cursor: next.next_cursor });
    } catch {
      toast.error(t("loadFailed"));
    }
  }, [cursor, items, path, t]);

  const { hasFailed, ask, retry } = first;
  return { items, hasMore: cursor !== null, more, hasFailed, ask, retry };
}

/** The newer page first, each thing once. */
export function joinPages<T extends Row>(newer: T[], older: T[]): T[] {
  const known = new Set(newer.map(({ id }) => id));
  return [...newer, ...older.filter(({ id }) => !known.has(id))];
}
