import { reports } from "@/db/schema";
import type { Context } from "@/lib/context";
import { AppError, invalid, notFound } from "@/lib/core/errors";
import { departmentReach } from "@/lib/departments/reach";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan, assertOperator, reaches } from "@/lib/permissions";
import { listedReportDto } from "./report-dto";
import { type ListedReport, type RequestReport, requestReportSchema } from "./schemas";
import { wakeReport } from "./wake-report";

/**
 * Asks for a report, made by a job: of everyone for admins, of their departments for managers, of
 * their own work for operators. Throws `forbidden`, `invalid`, `not_found` (a department not theirs).
 */
export async function requestReport(ctx: Context, input: RequestReport): Promise<ListedReport> {
  assertCan(ctx, "reports.read");
  assertOperator(ctx);
  const wanted = requestReportSchema.parse(input);
  const isOperator = ctx.actor.role === "operator";
  if (isOperator && (wanted.group_by !== "operator" || wanted.department_id !== undefined)) {
    throw new AppError("forbidden", "Your role gives you a report of your own work only.");
  }
  await checkDepartment(ctx, wanted.department_id);
  const row = await ctx.db.transaction(async (tx) => {
    const [made] = await tx
      .insert(reports)
      .values({
        groupBy: wanted.group_by,
        fromDay: wanted.from_day,
        toDay: wanted.to_day,
        timeZone: wanted.time_zone,
        departmentId: wanted.department_id ?? null,
        operatorId: isOperator ? ctx.actor.operatorId : null,
        requestedByOperatorId: ctx.actor.operatorId,
      })
      .returning();
    if (!made) throw new Error("the report was not stored");
    await writeLog(tx, ctx, {
      action: "report_requested",
      description: `Report ${made.id}: ${made.fromDay} – ${made.toDay}`,
      details: { report_id: made.id, from: made.fromDay, to: made.toDay },
    });
    return made;
  });
  await wakeReport(ctx.db, row.id);
  return listedReportDto(row);
}

async function checkDepartment(ctx: Context, departmentId: number | undefined) {
  if (departmentId === undefined) return;
  const reach = await departmentReach(ctx);
  if (!reaches(reach, departmentId)) throw notFound("Department");
  const known = await ctx.db.query.departments.findFirst({
    columns: { id: true },
    where: (table, { eq }) => eq(table.id, departmentId),
  });
  if (!known) throw invalid("department_id", "There is no such department.");
}
