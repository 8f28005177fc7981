import { and, desc, eq, like, lt, notLike, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { media } from "@/db/schema";
import { searchFormOf } from "@/db/search-form";
import { safeResponse } from "@/lib/attachments/safe-types";
import type { Context, OperatorActor } from "@/lib/context";
import { cursorId, decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import type { Page } from "@/lib/core/schemas";
import { searchPattern } from "@/lib/core/search-form";
import { assertCan, can } from "@/lib/permissions";
import { presignDownload } from "@/lib/storage/presign";
import { mediaDtos } from "./media-dto";
import type { ListMedia, Media } from "./schemas";

/** The library's stored files, newest first: everyone of the team may send them. */
export async function listMedia(ctx: Context, filter: ListMedia): Promise<Page<Media>> {
  assertCan(ctx, "media.read");
  const after = decodeCursor(z.tuple([cursorId]), filter.cursor);
  const rows = await ctx.db
    .select()
    .from(media)
    .where(
      and(
        eq(media.status, "stored"),
        after && lt(media.id, after[0]),
        filter.search ? nameHolds(filter.search) : undefined,
        filter.kind ? ofKind(filter.kind) : undefined,
      ),
    )
    .orderBy(desc(media.id))
    .limit(filter.limit + 1);
  const shown = rows.slice(0, filter.limit);
  const last = shown.at(-1);
  return {
    results: await mediaDtos(ctx.db, shown),
    next_cursor: rows.length > filter.limit && last ? encodeCursor([last.id]) : null,
  };
}

/** One file of the library, or `not_found`; one still uploading is there for whoever fills the library. */
export async function getMedia(ctx: Context, id: number): Promise<Media> {
  assertCan(ctx, "media.read");
  const isReady = can(ctx.actor, "media.write") ? undefined : eq(media.status, "stored");
  const rows = await ctx.db
    .select()
    .from(media)
    .where(and(eq(media.id, id), isReady));
  const [dto] = await mediaDtos(ctx.db, rows);
  if (!dto) throw notFound("file");
  return dto;
}

/** An S3 link (60 s) to a stored file, for the team or by a signed link of ours. */
export async function findMediaFile(
  db: Db,
  id: number,
  access: { actor: OperatorActor | null; isSigned: boolean; wantsDownload: boolean },
): Promise<string> {
  const [file] = await db
    .select({ name: media.name, mimeType: media.mimeType, key: media.storageKey })
    .from(media)
    .where(and(eq(media.id, id), eq(media.status, "stored")));
  if (!file || !(access.actor || access.isSigned)) throw notFound("file");
  return presignDownload(file.key, safeResponse(file, access.wantsDownload));
}

function nameHolds(search: string): SQL {
  return sql`${searchFormOf(media.name)} like ${searchPattern(search)}`;
}

function ofKind(kind: NonNullable<ListMedia["kind"]>): SQL | undefined {
  if (kind !== "document") return like(media.mimeType, `${kind}/%`);
  return and(
    notLike(media.mimeType, "image/%"),
    notLike(media.mimeType, "video/%"),
    notLike(media.mimeType, "audio/%"),
  );
}
