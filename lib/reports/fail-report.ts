import { and, eq, inArray } from "drizzle-orm";
import type { Db } from "@/db/client";
import { reports } from "@/db/schema";
import { logger } from "@/lib/core/logger";
import { failed, why } from "@/lib/core/refusals/why";
import { announce, change } from "@/lib/effects/change";
import { ReportRefused } from "./report-scope";

/**
 * Marks a report that no further try can make as failed, with the reason for whoever asked for it; one
 * that is done or failed already is left alone.
 */
export async function failReport(db: Db, reportId: number, error: unknown): Promise<void> {
  const cause = error instanceof ReportRefused ? error.why : why("report.serviceAway");
  await change({ db }, async (tx) => {
    const [row] = await tx
      .update(reports)
      .set({ status: "failed", ...failed(cause), finishedAt: new Date() })
      .where(and(eq(reports.id, reportId), inArray(reports.status, ["queued", "running"])))
      .returning({
        reportId: reports.id,
        operatorId: reports.requestedByOperatorId,
        progress: reports.progress,
      });
    if (!row) return;
    logger("reports").error({ err: error, reportId }, "report failed");
    announce(tx, { name: "report.changed", ...row });
  });
}
