import { and, eq, ne } from "drizzle-orm";
import type { Db } from "@/db/client";
import { reports } from "@/db/schema";
import { addDays, daysBetween, startOfDay } from "@/lib/core/days";
import { notFailed } from "@/lib/core/refusals/why";
import { deliver } from "@/lib/effects/deliver";
import { countCases, countMessages } from "./count-span";
import { reportRows } from "./report-rows";
import { type ReportScope, reportScope } from "./report-scope";
import type { ReportDay, ReportResult } from "./schemas";
import { storeReport } from "./store-report";

type Row = typeof reports.$inferSelect;

/**
 * Makes a report: day by day with its progress, then the figures of the whole, then the CSV. Run
 * again it makes the same from the same data; a report that is done or deleted is left alone. Throws
 * `ReportRefused`; whatever else it throws may work at another try, and after the last one `failReport` is due.
 */
export async function generateReport(
  db: Db,
  reportId: number,
  run: { signal: AbortSignal; progress(percent: number): void },
): Promise<void> {
  const [row] = await db
    .update(reports)
    .set({ status: "running", startedAt: new Date(), ...notFailed })
    .where(and(eq(reports.id, reportId), ne(reports.status, "done")))
    .returning();
  if (!row) return;
  const scope = await reportScope(db, row);
  const days = await walkDays(db, row, scope, run);
  const rows = await reportRows(db, row, scope);
  const result: ReportResult = { rows, days };
  const storageKey = await storeReport(row, result);
  await db
    .update(reports)
    .set({
      status: "done",
      progress: 100,
      result,
      storageKey,
      scopeDepartmentIds: scope.departmentIds,
      operatorId: scope.ownerId,
      finishedAt: new Date(),
    })
    .where(eq(reports.id, reportId));
  await tell(db, row, 100);
}

async function walkDays(
  db: Db,
  row: Row,
  scope: ReportScope,
  run: { signal: AbortSignal; progress(percent: number): void },
): Promise<ReportDay[]> {
  const total = daysBetween(row.fromDay, row.toDay);
  const days: ReportDay[] = [];
  let shown = 0;
  for (let index = 0; index < total; index++) {
    run.signal.throwIfAborted();
    const day = addDays(row.fromDay, index);
    days.push(await countDay(db, row, scope, day));
    const progress = Math.floor(((index + 1) / total) * 90);
    if (progress < shown + 5 && index + 1 < total) continue;
    shown = progress;
    run.progress(progress);
    await db.update(reports).set({ progress }).where(eq(reports.id, row.id));
    await tell(db, row, progress);
  }
  return days;
}

async function countDay(db: Db, row: Row, scope: ReportScope, day: string): Promise<ReportDay> {
  const span = {
    from: startOfDay(day, row.timeZone),
    to: startOfDay(addDays(day, 1), row.timeZone),
  };
  const [messages, cases] = await Promise.all([
    countMessages(db, row.groupBy, scope, span),
    countCases(db, row.groupBy, scope, span),
  ]);
  const sum = <T>(rows: readonly T[], of: (one: T) => number) =>
    rows.reduce((total, one) => total + of(one), 0);
  return {
    day,
    messages_in: sum(messages, (one) => one.messages_in),
    messages_out: sum(messages, (one) => one.messages_out),
    cases_opened: sum(cases, (one) => one.cases_opened),
    cases_closed: sum(cases, (one) => one.cases_closed),
  };
}

const tell = (db: Db, { id: reportId, requestedByOperatorId: operatorId }: Row, progress: number) =>
  deliver(db, [{ name: "report.changed", reportId, operatorId, progress }]);
