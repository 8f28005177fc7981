import { and, eq, gt, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { clients, departments, invites, operators } from "@/db/schema";
import type { Context } from "@/lib/context";
import { AppError, notFound } from "@/lib/core/errors";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan } from "@/lib/permissions";
import { cutConnections, publishAccount, publishTeam } from "@/lib/realtime/publish";
import { lockDepartments } from "./department-values";

/**
 * Removes an empty department. Throws `forbidden`, `not_found`, and `conflict` with the reason while
 * it is the default or has clients, people (deactivated ones count) or pending invites.
 */
export async function deleteDepartment(ctx: Context, id: number): Promise<void> {
  assertCan(ctx, "departments.write");
  const managerId = await ctx.db.transaction(async (tx) => {
    await lockDepartments(tx);
    const [row] = await tx.select().from(departments).where(eq(departments.id, id)).for("update");
    if (!row) throw notFound("Department");
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
    return row.managerId;
  });
  await publishTeam({ departmentId: id });
  if (managerId !== null) {
    await publishAccount(managerId);
    await cutConnections(managerId);
  }
}

async function reasonToKeep(tx: Tx, row: typeof departments.$inferSelect): Promise<string | null> {
  if (row.isDefault) return "New clients come here: make another department the default first.";
  const people = await tx.$count(operators, eq(operators.departmentId, row.id));
  if (people > 0) return `People belong to it (${people}): move them to another department first.`;
  const own = await tx.$count(clients, eq(clients.departmentId, row.id));
  if (own > 0) return `Clients belong to it (${own}): move them to another department first.`;
  const pending = await tx.$count(
    invites,
    and(
      eq(invites.departmentId, row.id),
      isNull(invites.usedAt),
      isNull(invites.revokedAt),
      gt(invites.expiresAt, new Date()),
    ),
  );
  if (pending > 0) return `Invites into it are pending (${pending}): revoke them first.`;
  return null;
}
