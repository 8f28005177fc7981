import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { attachments, messageVersions } from "@/db/schema";
import { hideContacts } from "@/lib/access/hide-contacts";
import { attachmentDto } from "@/lib/attachments/attachment-dto";
import type { Context } from "@/lib/context";
import { cursorId, decodeCursor, encodeCursor } from "@/lib/core/cursor";
import type { Page, page } from "@/lib/core/schemas";
import { getMessage } from "./queries";
import type { MessageVersion } from "./schemas";
import { versionPlace } from "./version-place";

/** The earlier texts, files and facts of a message, oldest first. Throws `not_found`, `invalid` for a junk cursor. */
export async function listVersions(
  ctx: Context,
  messageId: number,
  filter: z.output<typeof page>,
): Promise<Page<MessageVersion>> {
  const message = await getMessage(ctx, messageId);
  const after = decodeCursor(z.tuple([z.number().finite(), cursorId]), filter.cursor);
  const rows = await ctx.db
    .select({ version: messageVersions, place: versionPlace })
    .from(messageVersions)
    .where(
      and(
        eq(messageVersions.messageId, messageId),
        after &&
          sql`(${versionPlace}, ${messageVersions.id}) > (${after[0]}::float8, ${after[1]}::bigint)`,
      ),
    )
    .orderBy(asc(versionPlace), asc(messageVersions.id))
    .limit(filter.limit + 1);
  const shown = rows.slice(0, filter.limit).map(({ version, place }) => ({ ...version, place }));
  const last = shown.at(-1);
  const ids = shown.map((row) => row.id);
  const files = await ctx.db
    .select()
    .from(attachments)
    .where(inArray(attachments.versionId, ids))
    .orderBy(asc(attachments.id));
  const versions = shown.map((row) => ({
    id: row.id,
    content: row.content,
    kind: row.kind ?? message.kind,
    payload: row.payload,
    attachments: files.filter((file) => file.versionId === row.id).map(attachmentDto),
    replaced_at: row.replacedAt.toISOString(),
  }));
  return {
    results: await hideContacts(ctx, versions, "payload"),
    next_cursor: rows.length > filter.limit && last ? encodeCursor([last.place, last.id]) : null,
  };
}
