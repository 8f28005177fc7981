import { reports } from "@/db/schema";
import type { Context } from "@/lib/context";
import { announce, change } from "@/lib/effects/change";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan, assertOperator } from "@/lib/permissions";
import { assertMayAsk, refuseTooMany } from "./may-ask";
import { listedReportDto } from "./report-dto";
import { type ListedReport, type RequestReport, requestReportSchema } from "./schemas";

/**
 * Asks for a report, made by a job: of everyone for admins, of their departments for managers, of
 * their own work for operators. Throws `forbidden`, `invalid`, `not_found` (a department not theirs),
 * `rate_limited` while enough of theirs wait.
 */
export async function requestReport(ctx: Context, input: RequestReport): Promise<ListedReport> {
  assertCan(ctx, "reports.read");
  assertOperator(ctx);
  const wanted = requestReportSchema.parse(input);
  const isOperator = ctx.actor.role === "operator";
  await assertMayAsk(ctx, {
    groupBy: wanted.group_by,
    departmentId: wanted.department_id ?? null,
  });
  return change(ctx, async (tx) => {
    await refuseTooMany(tx, ctx.actor.operatorId);
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
    announce(tx, { name: "report.requested", reportId: made.id, operatorId: ctx.actor.operatorId });
    return listedReportDto(made);
  });
}
