import type { reports } from "@/db/schema";
import { type ListedReport, type Report, reportResultSchema } from "./schemas";

type Row = Omit<typeof reports.$inferSelect, "result">;

/** A report's row without its figures, as lists return it. */
export function listedReportDto(row: Row): ListedReport {
  return {
    id: row.id,
    group_by: row.groupBy,
    from_day: row.fromDay,
    to_day: row.toDay,
    time_zone: row.timeZone,
    department_id: row.departmentId,
    status: row.status,
    progress: row.progress,
    failure_reason: row.failureReason,
    failure: row.failureNotice,
    requested_by_operator_id: row.requestedByOperatorId,
    created_at: row.createdAt.toISOString(),
    finished_at: row.finishedAt?.toISOString() ?? null,
  };
}

/** The same with the figures. */
export function reportDto(row: typeof reports.$inferSelect): Report {
  const result = row.status === "done" ? reportResultSchema.parse(row.result) : null;
  return { ...listedReportDto(row), result };
}
