import { eq } from "drizzle-orm";
import { tags } from "@/db/schema";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/core/errors";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan } from "@/lib/permissions";

/** Removes a tag, from every client too. Throws `not_found`. */
export async function deleteTag(ctx: Context, id: number): Promise<void> {
  assertCan(ctx, "tags.write");
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx.delete(tags).where(eq(tags.id, id)).returning();
    if (!row) throw notFound("tag");
    await writeLog(tx, ctx, {
      action: "tag_deleted",
      description: `Tag ${id}`,
      details: { name: row.name },
    });
  });
}
