import type { Page } from "./schemas";

type Paged = { limit: number; cursor?: string | undefined };

/**
 * All of a list that a screen needs whole (the team, tags, quick replies: hundreds, not millions),
 * read page by page through the list's own verb and rules.
 */
export async function wholeList<C, Item, Filter extends Paged>(
  list: (ctx: C, filter: Filter) => Promise<Page<Item>>,
  ctx: C,
  filter: Omit<Filter, keyof Paged>,
): Promise<{ results: Item[] }> {
  const results: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await list(ctx, { ...filter, limit: 200, cursor } as Filter);
    results.push(...page.results);
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  return { results };
}
