import type { QueryClient, QueryKey } from "@tanstack/react-query";
import type { Page } from "@/lib/core/schemas";

export type Row = { id: number; seq?: number };
/** Rows as they are now, and those that left the list. */
export type News<T> = { fresh: T[]; gone: number[] };
/** The first page knows up to which mark the changes are in the list. */
export type Marked<T> = Page<T> & { mark?: string | undefined };
export type Pages<T> = { pages: Marked<T>[]; pageParams: string[] };

/** Puts news into a kept list, changed rows in their places; without a mark they may come again. */
export async function putNews<T extends Row>(
  cache: QueryClient,
  queryKey: QueryKey,
  { fresh, gone }: News<T>,
  mark?: string,
): Promise<void> {
  const query = cache.getQueryCache().find({ queryKey });
  // A page that is on its way is put below what was there when it was asked for.
  if (query?.state.fetchStatus === "fetching") await query.fetch().catch(() => undefined);
  const now = new Map(fresh.map((row) => [row.id, row]));
  cache.setQueryData<Pages<T>>(queryKey, (data) => {
    if (!data) return data;
    const listed = new Set(data.pages.flatMap(({ results }) => results.map(({ id }) => id)));
    const added = fresh.filter(({ id }) => !listed.has(id));
    const pages = data.pages.map((page, at) => {
      const kept = page.results.filter(({ id }) => !gone.includes(id));
      const results = kept.map((row) => newer(row, now.get(row.id)));
      return at > 0
        ? { ...page, results }
        : { ...page, results: [...added, ...results], mark: mark ?? page.mark };
    });
    return { ...data, pages };
  });
}

const newer = <T extends Row>(row: T, next: T | undefined): T =>
  next && (next.seq ?? 0) >= (row.seq ?? 0) ? next : row;
