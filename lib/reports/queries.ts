import { and, arrayContained, desc, eq, getTableColumns, lt, ne, or, type SQL } from "drizzle-orm";
import { z } from "zod";
import { reports } from "@/db/schema";
import { departmentReach } from "@/lib/access/department-reach";
import type { Context } from "@/lib/context";
import { cursorId, decodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import { pageOf } from "@/lib/core/page-of";
import type { Page } from "@/lib/core/schemas";
import { assertCan } from "@/lib/permissions";
import { listedReportDto, reportDto } from "./report-dto";
import type { ListedReport, ListReports, Report } from "./schemas";

const { result: _, ...listedColumns } = getTableColumns(reports);

/** Kept reports, newest first: all for admins, else those one asked for and may still read. */
export async function listReports(ctx: Context, filter: ListReports): Promise<Page<ListedReport>> {
  assertCan(ctx, "reports.read");
  const after = decodeCursor(z.tuple([cursorId]), filter.cursor);
  const rows = await ctx.db
    .select(listedColumns)
    .from(reports)
    .where(and(await readable(ctx), after && lt(reports.id, after[0])))
    .orderBy(desc(reports.id))
    .limit(filter.limit + 1);
  return pageOf(rows, filter.limit, listedReportDto, (last) => [last.id]);
}

/** One report with its figures, or `not_found`. */
export async function getReport(ctx: Context, id: number): Promise<Report> {
  return reportDto(await findReport(ctx, id));
}

/** The row of a report that the actor may see. Throws `not_found`. */
export async function findReport(ctx: Context, id: number): Promise<typeof reports.$inferSelect> {
  assertCan(ctx, "reports.read");
  const [row] = await ctx.db
    .select()
    .from(reports)
    .where(and(eq(reports.id, id), await readable(ctx)));
  if (!row) throw notFound("report");
  return row;
}

/**
 * A report holds what its asker was allowed to see when it was made: nobody else but an admin reads
 * it, and they only while they look after all that was counted, or when it is their own work. One of
 * everyone's clients, or whose scope was not kept, is for admins.
 */
async function readable(ctx: Context): Promise<SQL | undefined> {
  const { actor } = ctx;
  if (actor.type === "system" || actor.role === "admin") return undefined;
  const reach = await departmentReach(ctx);
  const ids = reach === "all" ? [] : [...reach];
  return and(
    eq(reports.requestedByOperatorId, actor.operatorId),
    or(
      ne(reports.status, "done"),
      eq(reports.operatorId, actor.operatorId),
      // An empty scope lies in everybody's reach: whoever looks after nothing reads none.
      ids.length === 0 ? undefined : arrayContained(reports.scopeDepartmentIds, ids),
    ),
  );
}
