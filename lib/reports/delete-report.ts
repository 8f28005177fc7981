import { eq } from "drizzle-orm";
import { reports } from "@/db/schema";
import type { Context } from "@/lib/context";
import { writeLog } from "@/lib/logs/write-log";
import { discardObject } from "@/lib/storage/s3";
import { findReport } from "./queries";
import { reportKey } from "./store-report";

/** Deletes a report with its file. Throws `not_found`. */
export async function deleteReport(ctx: Context, id: number): Promise<void> {
  const row = await findReport(ctx, id);
  await ctx.db.transaction(async (tx) => {
    await tx.delete(reports).where(eq(reports.id, id));
    await writeLog(tx, ctx, {
      action: "report_deleted",
      description: `Report ${id}`,
      details: { report_id: id, from: row.fromDay, to: row.toDay },
    });
  });
  if (!row.storageKey) return;
  // The row is gone: a file that stays behind is reachable by nobody.
  const others = ([";", "\t"] as const).map((delimiter) => reportKey(id, delimiter));
  await Promise.all([row.storageKey, ...others].map(discardObject));
}
