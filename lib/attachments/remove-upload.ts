import { and, eq } from "drizzle-orm";
import { attachments } from "@/db/schema";
import type { Context } from "@/lib/context";
import { AppError, notFound } from "@/lib/core/errors";
import { assertCan, assertOperator } from "@/lib/permissions";
import { deleteObject } from "@/lib/storage/s3";

/**
 * Takes back a file of one's own that was not sent. Throws `not_found` (also for a foreign one),
 * `conflict` for one that a message has; with the storage away nothing is removed.
 */
export async function removeUpload(ctx: Context, id: number): Promise<void> {
  assertCan(ctx, "messages.send");
  assertOperator(ctx);
  const { operatorId } = ctx.actor;
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .select({ messageId: attachments.messageId, key: attachments.storageKey })
      .from(attachments)
      .where(and(eq(attachments.id, id), eq(attachments.operatorId, operatorId)))
      .for("update");
    if (!row) throw notFound("file");
    if (row.messageId !== null) {
      throw new AppError("conflict", "file.wasSent");
    }
    // Before the row: a file whose row is gone could never be found again.
    if (row.key) await deleteObject(row.key);
    await tx.delete(attachments).where(eq(attachments.id, id));
  });
}
