import type { reports } from "@/db/schema";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import type { Delimiter } from "@/lib/csv/defuse-cell";
import { writeLog } from "@/lib/logs/write-log";
import { presignDownload } from "@/lib/storage/presign";
import { statObject } from "@/lib/storage/s3";
import { findReport } from "./queries";
import { reportResultSchema } from "./schemas";
import { reportKey, storeReport } from "./store-report";

/**
 * A presigned link to a report's CSV; one with another delimiter is made of the same figures when somebody
 * asks for it first. The log names the export. Throws `not_found`, `conflict`.
 */
export async function findReportFile(
  ctx: Context,
  id: number,
  delimiter: Delimiter = ",",
): Promise<string> {
  const row = await findReport(ctx, id);
  if (row.status !== "done" || !row.storageKey) {
    throw new AppError("conflict", "report.notReady");
  }
  const link = await presignDownload(await keyOf(row, delimiter), {
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

async function keyOf(row: typeof reports.$inferSelect, delimiter: Delimiter): Promise<string> {
  if (delimiter === "," || !row.result) return row.storageKey ?? "";
  const key = reportKey(row.id, delimiter);
  if (await statObject(key)) return key;
  return storeReport(row, reportResultSchema.parse(row.result), delimiter);
}
