import { and, asc, eq, gt, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { media, quickReplies, quickReplyMedia } from "@/db/schema";
import { searchFormOf } from "@/db/search-form";
import { departmentReach } from "@/lib/access/department-reach";
import type { Context } from "@/lib/context";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import type { Page } from "@/lib/core/schemas";
import { searchForm, searchPattern } from "@/lib/core/search-form";
import { mediaDtos } from "@/lib/media/media-dto";
import { assertCan } from "@/lib/permissions";
import type { ListQuickReplies, QuickReply } from "./schemas";

/** Quick replies for everyone and for the actor's departments, by shortcut. */
export async function listQuickReplies(
  ctx: Context,
  filter: ListQuickReplies,
): Promise<Page<QuickReply>> {
  assertCan(ctx, "quick_replies.read");
  const after = decodeCursor(z.tuple([z.string(), z.number().int()]), filter.cursor);
  const key = searchFormOf(quickReplies.shortcut);
  const rows = await ctx.db
    .select()
    .from(quickReplies)
    .where(
      and(
        await visibleQuickReplies(ctx),
        after && or(gt(key, after[0]), and(eq(key, after[0]), gt(quickReplies.id, after[1]))),
        filter.search ? holds(filter.search) : undefined,
      ),
    )
    .orderBy(asc(key), asc(quickReplies.id))
    .limit(filter.limit + 1);
  const shown = rows.slice(0, filter.limit);
  const last = shown.at(-1);
  return {
    results: await quickReplyDtos(ctx.db, shown),
    next_cursor:
      rows.length > filter.limit && last
        ? encodeCursor([searchForm(last.shortcut), last.id])
        : null,
  };
}

/** One quick reply that the actor may use, or `not_found`. */
export async function getQuickReply(ctx: Context, id: number): Promise<QuickReply> {
  assertCan(ctx, "quick_replies.read");
  const rows = await ctx.db
    .select()
    .from(quickReplies)
    .where(and(eq(quickReplies.id, id), await visibleQuickReplies(ctx)));
  const [dto] = await quickReplyDtos(ctx.db, rows);
  if (!dto) throw notFound("quickReply");
  return dto;
}

/** Those without a department, and those of the actor's own or headed ones. */
export async function visibleQuickReplies(ctx: Context): Promise<SQL | undefined> {
  if (ctx.actor.type === "system" || ctx.actor.role === "admin") return undefined;
  const reach = await departmentReach(ctx);
  const own = ctx.actor.departmentId === null ? [] : [ctx.actor.departmentId];
  const ids = [...own, ...(reach === "all" ? [] : reach)];
  return ids.length === 0
    ? isNull(quickReplies.departmentId)
    : or(isNull(quickReplies.departmentId), inArray(quickReplies.departmentId, ids));
}

function holds(search: string): SQL {
  const searched = sql`${quickReplies.shortcut} || ' ' || ${quickReplies.title} || ' ' || ${quickReplies.content}`;
  return sql`${searchFormOf(searched)} like ${searchPattern(search)}`;
}

async function quickReplyDtos(
  db: Db,
  rows: (typeof quickReplies.$inferSelect)[],
): Promise<QuickReply[]> {
  if (rows.length === 0) return [];
  const links = await db
    .select({ quickReplyId: quickReplyMedia.quickReplyId, file: media })
    .from(quickReplyMedia)
    .innerJoin(media, eq(media.id, quickReplyMedia.mediaId))
    .where(
      inArray(
        quickReplyMedia.quickReplyId,
        rows.map((row) => row.id),
      ),
    )
    .orderBy(asc(quickReplyMedia.position));
  const files = await mediaDtos(
    db,
    links.map(({ file }) => file),
  );
  return rows.map((row) => ({
    id: row.id,
    shortcut: row.shortcut,
    title: row.title,
    content: row.content,
    department_id: row.departmentId,
    media: files.filter((_, index) => links[index]?.quickReplyId === row.id),
  }));
}
