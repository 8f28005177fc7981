import type { Context } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { writeLog } from "@/lib/logs/write-log";
import { presignDownload } from "@/lib/storage/presign";
import { findReport } from "./queries";

/** A presigned link to a report's CSV; the log names the export. Throws `not_found`, `conflict`. */
export async function findReportFile(ctx: Context, id: number): Promise<string> {
  const row = await findReport(ctx, id);
  if (row.status !== "done" || !row.storageKey) {
    throw new AppError("conflict", "This report is not ready yet.");
  }
  const link = await presignDownload(row.storageKey, {
    contentType: "text/csv; charset=utf-8",
    disposition: `attachment; filename="report-${row.fromDay}-${row.toDay}.csv"`,
  });
  await ctx.db.transaction((tx) =>
    writeLog(tx, ctx, {
      action: "export_made",
      description: `Report ${id}`,
      details: { what: "report", report_id: id },
    }),
  );
  return link;
}
