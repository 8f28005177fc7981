import { asc, eq } from "drizzle-orm";
import { messageVersions } from "@/db/schema";
import type { Context } from "@/lib/context";
import { getMessage } from "./queries";
import type { MessageVersion } from "./schemas";

/** The earlier texts of a message, oldest first. Throws `not_found`. */
export async function listVersions(
  ctx: Context,
  messageId: number,
): Promise<{ results: MessageVersion[]; next_cursor: null }> {
  await getMessage(ctx, messageId);
  const rows = await ctx.db
    .select()
    .from(messageVersions)
    .where(eq(messageVersions.messageId, messageId))
    .orderBy(asc(messageVersions.id))
    .limit(200);
  const results = rows.map((row) => ({
    id: row.id,
    content: row.content,
    replaced_at: row.replacedAt.toISOString(),
  }));
  return { results, next_cursor: null };
}
