import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { tags } from "@/db/schema";
import { searchFormOf } from "@/db/search-form";
import type { Context } from "@/lib/context";
import { cursorId, decodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import { pageOf } from "@/lib/core/page-of";
import type { Page } from "@/lib/core/schemas";
import { assertCan } from "@/lib/permissions";
import { type ListTags, type Tag, tagSchema } from "./schemas";

/** The team's tags by name. Throws `invalid` for a junk cursor. */
export async function listTags(ctx: Context, filter: ListTags): Promise<Page<Tag>> {
  assertCan(ctx, "tags.read");
  const start = decodeCursor(z.tuple([z.string().max(80), cursorId]), filter.cursor);
  const key = searchFormOf(tags.name);
  const rows = await select(
    ctx,
    start && sql`(${key}, ${tags.id}) > (${start[0]}, ${start[1]})`,
    filter.limit + 1,
  );
  return pageOf(
    rows,
    filter.limit,
    ({ tag }) => tagSchema.parse(tag),
    (last) => [last.key, last.tag.id],
  );
}

/** One tag, or `not_found`. */
export async function getTag(ctx: Context, id: number): Promise<Tag> {
  assertCan(ctx, "tags.read");
  const [row] = await select(ctx, and(eq(tags.id, id)), 1);
  if (!row) throw notFound("tag");
  return tagSchema.parse(row.tag);
}

function select(ctx: Context, condition: SQL | undefined, limit: number) {
  const key = searchFormOf(tags.name);
  return ctx.db
    .select({ tag: { id: tags.id, name: tags.name, color: tags.color }, key })
    .from(tags)
    .where(condition)
    .orderBy(asc(key), asc(tags.id))
    .limit(limit);
}
