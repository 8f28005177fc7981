import { and, eq, gt, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { clients, departments, invites, operators } from "@/db/schema";
import type { Context } from "@/lib/context";
import { AppError, notFound } from "@/lib/core/errors";
import { type Notice, notice } from "@/lib/core/refusals/reason";
import { announce, change } from "@/lib/effects/change";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan } from "@/lib/permissions";
import { lockDepartments } from "./department-values";

/**
 * Removes an empty department. Throws `forbidden`, `not_found`, and `conflict` with the reason while
 * it is the default or has clients, people (deactivated ones count) or pending invites.
 */
export async function deleteDepartment(ctx: Context, id: number): Promise<void> {
  assertCan(ctx, "departments.write");
  await change(ctx, async (tx) => {
    await lockDepartments(tx);
    const [row] = await tx.select().from(departments).where(eq(departments.id, id)).for("update");
    if (!row) throw notFound("department");
    const reason = await reasonToKeep(tx, row);
    if (reason) throw new AppError("conflict", reason);
    // What is spent, revoked or expired is history and does not hold the department.
    await tx.update(invites).set({ departmentId: null }).where(eq(invites.departmentId, id));
    await tx.delete(departments).where(eq(departments.id, id));
    await writeLog(tx, ctx, {
      action: "department_deleted",
      description: `Department ${id}`,
      details: { department_id: id, name: row.name },
    });
    announce(tx, { name: "team.changed", departmentId: id });
    if (row.managerId !== null) {
      announce(tx, { name: "account.changed", operatorId: row.managerId });
    }
  });
}

async function reasonToKeep(tx: Tx, row: typeof departments.$inferSelect): Promise<Notice | null> {
  if (row.isDefault) return notice("department.isDefault");
  const people = await tx.$count(operators, eq(operators.departmentId, row.id));
  if (people > 0) return notice("department.hasPeople", { count: people });
  const own = await tx.$count(clients, eq(clients.departmentId, row.id));
  if (own > 0) return notice("department.hasClients", { count: own });
  const pending = await tx.$count(
    invites,
    and(
      eq(invites.departmentId, row.id),
      isNull(invites.usedAt),
      isNull(invites.revokedAt),
      gt(invites.expiresAt, new Date()),
    ),
  );
  if (pending > 0) return notice("department.hasInvites", { count: pending });
  return null;
}
