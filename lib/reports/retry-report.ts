import { and, eq, sql } from "drizzle-orm";
import { reports } from "@/db/schema";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { notFailed } from "@/lib/core/refusals/why";
import { announce, change } from "@/lib/effects/change";
import { writeLog } from "@/lib/logs/write-log";
import { assertMayAsk, refuseTooMany } from "./may-ask";
import { findReport } from "./queries";
import { listedReportDto } from "./report-dto";
import type { ListedReport } from "./schemas";

/**
 * Makes a failed report again, or one whose job was lost ten minutes ago. Throws `not_found`, or
 * `conflict` while it is being made or is done, `forbidden` for what the reader may not ask for any more.
 */
export async function retryReport(ctx: Context, id: number): Promise<ListedReport> {
  const found = await findReport(ctx, id);
  await assertMayAsk(ctx, found);
  return change(ctx, async (tx) => {
    if (found.status === "failed") await refuseTooMany(tx, found.requestedByOperatorId);
    const [row] = await tx
      .update(reports)
      .set({ status: "queued", progress: 0, ...notFailed, startedAt: null })
      .where(
        and(
          eq(reports.id, id),
          sql`(${reports.status} = 'failed' or (${reports.status} in ('queued', 'running')
            and coalesce(${reports.startedAt}, ${reports.createdAt}) < now() - interval '10 minutes'))`,
        ),
      )
      .returning();
    if (!row) throw new AppError("conflict", "report.notFailed");
    await writeLog(tx, ctx, {
      action: "report_requested",
      description: `Report ${id} again`,
      details: { report_id: id, from: row.fromDay, to: row.toDay },
    });
    announce(tx, {
      name: "report.requested",
      reportId: id,
      operatorId: row.requestedByOperatorId,
    });
    return listedReportDto(row);
  });
}
