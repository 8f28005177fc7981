import { and, asc, eq, gt } from "drizzle-orm";
import { z } from "zod";
import { messageVersions } from "@/db/schema";
import type { Context } from "@/lib/context";
import { cursorId, decodeCursor, encodeCursor } from "@/lib/core/cursor";
import type { Page, page } from "@/lib/core/schemas";
import { getMessage } from "./queries";
import type { MessageVersion } from "./schemas";

/** The earlier texts of a message, oldest first. Throws `not_found`, `invalid` for a junk cursor. */
export async function listVersions(
  ctx: Context,
  messageId: number,
  filter: z.output<typeof page>,
): Promise<Page<MessageVersion>> {
  await getMessage(ctx, messageId);
  const after = decodeCursor(z.tuple([cursorId]), filter.cursor);
  const rows = await ctx.db
    .select()
    .from(messageVersions)
    .where(and(eq(messageVersions.messageId, messageId), after && gt(messageVersions.id, after[0])))
    .orderBy(asc(messageVersions.id))
    .limit(filter.limit + 1);
  const shown = rows.slice(0, filter.limit);
  const last = shown.at(-1);
  return {
    results: shown.map((row) => ({
      id: row.id,
      content: row.content,
      replaced_at: row.replacedAt.toISOString(),
    })),
    next_cursor: rows.length > filter.limit && last ? encodeCursor([last.id]) : null,
  };
}
