import { and, eq } from "drizzle-orm";
import { clients, departments, operators } from "@/db/schema";
import { drainDepartment, lockQueues, releaseOperator } from "@/lib/assignment/change-hands";
import type { Context } from "@/lib/context";
import { AppError, notFound } from "@/lib/core/errors";
import { announce, type ChangeTx, change } from "@/lib/effects/change";
import { writeLog } from "@/lib/logs/write-log";
import { revokeExcessInvites } from "@/lib/operators/revoke-excess-invites";
import { assertCan } from "@/lib/permissions";
import { departmentDto } from "./department-dto";
import { departmentValues, lockDepartments, prepareDepartment } from "./department-values";
import { type Department, type UpdateDepartment, updateDepartmentSchema } from "./schemas";

type Row = typeof departments.$inferSelect;

/**
 * Changes a department; a new default takes the place of the old one. Whose view grows or shrinks by
 * it re-joins the live channels at once. Throws `forbidden`, `not_found`, `conflict`, `invalid`.
 */
export async function updateDepartment(
  ctx: Context,
  id: number,
  input: UpdateDepartment,
): Promise<Department> {
  assertCan(ctx, "departments.write");
  const wanted = updateDepartmentSchema.parse(input);
  const after = await change(ctx, async (tx) => {
    await lockDepartments(tx);
    // Not "update": a new client's message, which refers to this row, must not wait for us.
    const [row] = await tx
      .select()
      .from(departments)
      .where(eq(departments.id, id))
      .for("no key update");
    if (!row) throw notFound("department");
    if (wanted.is_default === false && row.isDefault) {
      throw new AppError("conflict", "department.needsDefault");
    }
    await prepareDepartment(tx, wanted, id);
    const [updated] = await tx
      .update(departments)
      .set({ ...departmentValues(wanted), updatedAt: new Date() })
      .where(eq(departments.id, id))
      .returning();
    if (!updated) throw notFound("department");
    const changed = Object.keys(wanted).join(", ");
    if (changed) {
      await writeLog(tx, ctx, {
        action: "department_updated",
        description: `Department ${id}: ${changed}`,
        details: { department_id: id, name: updated.name },
      });
    }
    await rearrange(tx, ctx, row, updated);
    announce(tx, { name: "team.changed", departmentId: id });
    for (const operatorId of await affected(tx, row, updated)) {
      announce(tx, { name: "account.changed", operatorId });
    }
    return updated;
  });
  return departmentDto(after);
}

/** Chats and invites of a head who is none any more; the queue, when people take more than before. */
async function rearrange(tx: ChangeTx, ctx: Context, before: Row, after: Row) {
  const lostHead = before.managerId === after.managerId ? null : before.managerId;
  if (lostHead !== null) {
    await revokeExcessInvites(tx, ctx, lostHead);
    const own = await tx
      .selectDistinct({ id: clients.departmentId })
      .from(clients)
      .where(eq(clients.assignedOperatorId, lostHead));
    // All at once: the release takes its own in the order of ids, the drain below another one.
    await lockQueues(tx, [after.id, ...own.map(({ id }) => id)]);
    await releaseOperator(tx, ctx, lostHead, "operator_out_of_sight");
  }
  if (before.defaultCapacity < after.defaultCapacity) {
    await drainDepartment(tx, after.id);
  }
}

/** Who sees other clients, or the same ones otherwise, than before. */
async function affected(tx: ChangeTx, before: Row, after: Row): Promise<Set<number>> {
  const people = new Set<number>();
  if (before.managerId !== after.managerId) {
    for (const id of [before.managerId, after.managerId]) if (id !== null) people.add(id);
  }
  const isSameView =
    before.visibility === after.visibility && before.masksContacts === after.masksContacts;
  if (isSameView) return people;
  const rows = await tx
    .select({ id: operators.id })
    .from(operators)
    .where(
      and(
        eq(operators.departmentId, after.id),
        eq(operators.role, "operator"),
        eq(operators.isActive, true),
      ),
    );
  for (const { id } of rows) people.add(id);
  return people;
}
