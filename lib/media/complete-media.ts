import { and, eq } from "drizzle-orm";
import { media } from "@/db/schema";
import { keepUpload, notArrived } from "@/lib/attachments/keep-upload";
import { keepObject } from "@/lib/attachments/stray-objects";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/core/errors";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan, assertOperator } from "@/lib/permissions";
import { discardObject } from "@/lib/storage/s3";
import { getMedia } from "./queries";
import type { Media } from "./schemas";

/**
 * The browser says the file is up: keeps it where nobody can write any more, held to the size it
 * promised. Safe to call twice, also at once.
 */
export async function completeMedia(ctx: Context, id: number): Promise<Media> {
  assertCan(ctx, "media.write");
  assertOperator(ctx);
  const [row] = await ctx.db.select().from(media).where(eq(media.id, id));
  if (!row) throw notFound("file");
  if (row.status === "stored") return getMedia(ctx, id);
  const storageKey = await keepUpload(ctx.db, row, "media");
  const isOurs = storageKey !== null && (await settle(ctx, row, storageKey));
  if (isOurs) await discardObject(row.storageKey);
  else if (storageKey) await discardObject(storageKey);
  const now = await getMedia(ctx, id);
  if (now.status !== "stored") throw notArrived();
  return now;
}

async function settle(
  ctx: Context,
  row: typeof media.$inferSelect,
  storageKey: string,
): Promise<boolean> {
  return ctx.db.transaction(async (tx) => {
    const stored = await tx
      .update(media)
      .set({ status: "stored", storageKey })
      .where(
        and(
          eq(media.id, row.id),
          eq(media.status, "uploading"),
          eq(media.storageKey, row.storageKey),
        ),
      )
      .returning({ id: media.id });
    if (stored.length === 0) return false;
    await keepObject(tx, storageKey);
    await writeLog(tx, ctx, {
      action: "media_uploaded",
      description: `File ${row.id}`,
      details: { name: row.name },
    });
    return true;
  });
}
