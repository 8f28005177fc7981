import { and, eq } from "drizzle-orm";
import { media } from "@/db/schema";
import type { Context } from "@/lib/context";
import { AppError, notFound } from "@/lib/core/errors";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan, assertOperator } from "@/lib/permissions";
import { statObject } from "@/lib/storage/s3";
import { getMedia } from "./queries";
import type { Media } from "./schemas";

/** The browser says the file is up: holds it to the size it promised. Safe to call twice. */
export async function completeMedia(ctx: Context, id: number): Promise<Media> {
  assertCan(ctx, "media.write");
  assertOperator(ctx);
  const [row] = await ctx.db.select().from(media).where(eq(media.id, id));
  if (!row) throw notFound("File");
  if (row.status === "stored") return getMedia(ctx, id);
  const object = await statObject(row.storageKey);
  if (!object) {
    throw new AppError("conflict", "The file has not arrived yet. Upload it, then try again.");
  }
  if (object.size !== row.size) {
    throw new AppError("invalid", "The file has another size than announced. Upload it again.");
  }
  await ctx.db.transaction(async (tx) => {
    const stored = await tx
      .update(media)
      .set({ status: "stored" })
      .where(and(eq(media.id, id), eq(media.status, "uploading")))
      .returning({ id: media.id });
    if (stored.length === 0) return;
    await writeLog(tx, ctx, {
      action: "media_uploaded",
      description: `File ${id}`,
      details: { name: row.name },
    });
  });
  return getMedia(ctx, id);
}
