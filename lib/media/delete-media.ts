import { eq } from "drizzle-orm";
import { media, quickReplies, quickReplyMedia } from "@/db/schema";
import type { Context } from "@/lib/context";
import { AppError, notFound } from "@/lib/core/errors";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan } from "@/lib/permissions";
import { discardObject } from "@/lib/storage/s3";

/**
 * Takes a file out of the library; messages keep their own copies. Throws `conflict` with the names
 * of the quick replies that send it, unless `isForced`.
 */
export async function deleteMedia(ctx: Context, id: number, isForced: boolean): Promise<void> {
  assertCan(ctx, "media.write");
  const key = await ctx.db.transaction(async (tx) => {
    const [row] = await tx.select().from(media).where(eq(media.id, id)).for("update");
    if (!row) throw notFound("file");
    const uses = await tx
      .select({ shortcut: quickReplies.shortcut })
      .from(quickReplyMedia)
      .innerJoin(quickReplies, eq(quickReplies.id, quickReplyMedia.quickReplyId))
      .where(eq(quickReplyMedia.mediaId, id));
    if (uses.length > 0 && !isForced) {
      const names = uses.map(({ shortcut }) => `/${shortcut}`).join(", ");
      throw new AppError("conflict", "file.usedByReplies", { params: { names } });
    }
    await tx.delete(quickReplyMedia).where(eq(quickReplyMedia.mediaId, id));
    await tx.delete(media).where(eq(media.id, id));
    await writeLog(tx, ctx, {
      action: "media_deleted",
      description: `File ${id}`,
      details: { name: row.name },
    });
    return row.storageKey;
  });
  // The row is gone either way; a left-over object costs space, not truth.
  await discardObject(key);
}
