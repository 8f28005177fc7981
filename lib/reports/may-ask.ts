import { and, count, eq, inArray } from "drizzle-orm";
import { advisoryLocks, takeLock } from "@/db/advisory-locks";
import type { Tx } from "@/db/client";
import { reports } from "@/db/schema";
import { departmentReach } from "@/lib/access/department-reach";
import { reaches } from "@/lib/access/reach";
import type { Context } from "@/lib/context";
import { AppError, invalid, notFound } from "@/lib/core/errors";
import { minute, second } from "@/lib/core/time";
import { isOwnWork } from "./report-scope";

/** Reports of one person that wait or are being made. */
export const maxWaiting = 10;

/**
 * Refuses a report that the actor may not have: an operator has one of their own work, a manager of
 * their departments. Throws `forbidden`, `not_found` (a department not theirs), `invalid`.
 */
export async function assertMayAsk(
  ctx: Context,
  wanted: Pick<typeof reports.$inferSelect, "groupBy" | "departmentId">,
): Promise<void> {
  const { actor } = ctx;
  if (actor.type === "operator" && actor.role === "operator" && !isOwnWork(wanted)) {
    throw new AppError("forbidden", "report.ownWorkOnly");
  }
  const { departmentId } = wanted;
  if (departmentId === null) return;
  if (!reaches(await departmentReach(ctx), departmentId)) throw notFound("department");
  const known = await ctx.db.query.departments.findFirst({
    columns: { id: true },
    where: (table, { eq }) => eq(table.id, departmentId),
  });
  if (!known) throw invalid("department_id", "department.unknown");
}

/** Throws `rate_limited` for a person of whom enough reports wait. */
export async function refuseTooMany(tx: Tx, operatorId: number): Promise<void> {
  // One request at a time: counted at once they would not see each other.
  await takeLock(tx, advisoryLocks.reports, operatorId);
  const [waiting] = await tx
    .select({ n: count() })
    .from(reports)
    .where(
      and(
        eq(reports.requestedByOperatorId, operatorId),
        inArray(reports.status, ["queued", "running"]),
      ),
    );
  if ((waiting?.n ?? 0) < maxWaiting) return;
  throw new AppError("rate_limited", "report.tooMany", {
    params: { max: maxWaiting },
    details: { retryAfter: minute / second },
  });
}
