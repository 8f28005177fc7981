import { and, eq, isNull, lt, or, type SQL } from "drizzle-orm";
import type { Db } from "@/db/client";
import { attachments, media } from "@/db/schema";
import { logger } from "@/lib/core/logger";
import { day, hour } from "@/lib/core/time";
import { deleteObject, listOlder } from "@/lib/storage/s3";
import { incomingFolder } from "./keep-upload";
import { removeStrays } from "./stray-objects";

/** Files removed in one transaction, and at once from the storage. */
const batch = 8;

/**
 * Removes uploads that came to nothing, from the storage and the database: begun and not completed for an
 * hour, completed and not sent for a day; then objects whose row was never written, as by a process that
 * died, and those that were written to a link after its file had been completed. With the storage away it throws, and the rows stay for the next time.
 */
export async function tidyUploads(
  db: Db,
  signal: AbortSignal,
  now: Date = new Date(),
): Promise<void> {
  const yesterday = new Date(now.getTime() - day);
  const isUnfinished = (table: typeof attachments | typeof media) =>
    and(eq(table.status, "uploading"), lt(table.createdAt, new Date(now.getTime() - hour)));
  const isUnsent = and(
    isNull(attachments.messageId),
    or(isUnfinished(attachments), lt(attachments.createdAt, yesterday)),
  );
  let removed = await removeAll(db, attachments, isUnsent, signal);
  removed += await removeAll(db, media, isUnfinished(media), signal);
  if (removed > 0) logger("storage").info({ removed }, "unsent uploads removed");
  await removeStrays(db, signal, now);
  await removeLeftOvers(yesterday, signal);
}

async function removeAll(
  db: Db,
  table: typeof attachments | typeof media,
  isOver: SQL | undefined,
  signal: AbortSignal,
): Promise<number> {
  let removed = 0;
  for (let count = batch; count === batch && !signal.aborted; removed += count) {
    count = await db.transaction(async (tx) => {
      const rows = await tx
        .select({ id: table.id, key: table.storageKey })
        .from(table)
        .where(isOver)
        .limit(batch)
        // One that is being sent right now is not over.
        .for("update", { skipLocked: true });
      // Before the rows: a file whose row is gone could never be found again.
      await Promise.all(rows.map(({ key }) => key && deleteObject(key)));
      for (const { id } of rows) await tx.delete(table).where(eq(table.id, id));
      return rows.length;
    });
  }
  return removed;
}

/** What lies below the incoming folder for a day has no row any more; nor have the checks' own objects. */
async function removeLeftOvers(before: Date, signal: AbortSignal): Promise<void> {
  for (const folder of [incomingFolder, "health/"]) {
    for await (const keys of listOlder(folder, before)) {
      for (const key of keys) {
        if (signal.aborted) return;
        await deleteObject(key);
      }
    }
  }
}
