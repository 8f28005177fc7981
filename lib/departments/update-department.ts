import { and, eq } from "drizzle-orm";
import { departments, operators } from "@/db/schema";
import { drainDepartment, publishHints } from "@/lib/assignment/change-hands";
import type { Context } from "@/lib/context";
import { AppError, notFound } from "@/lib/core/errors";
import { writeLog } from "@/lib/logs/write-log";
import { revokeExcessInvites } from "@/lib/operators/revoke-excess-invites";
import { assertCan } from "@/lib/permissions";
import { cutConnections, publishAccount, publishTeam } from "@/lib/realtime/publish";
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
  const change = updateDepartmentSchema.parse(input);
  const { before, after, hints } = await ctx.db.transaction(async (tx) => {
    await lockDepartments(tx);
    // Not "update": a new client's message, which refers to this row, must not wait for us.
    const [row] = await tx
      .select()
      .from(departments)
      .where(eq(departments.id, id))
      .for("no key update");
    if (!row) throw notFound("Department");
    if (change.is_default === false && row.isDefault) {
      throw new AppError("conflict", "Make another department the default instead of this one.");
    }
    await prepareDepartment(tx, change, id);
    const [updated] = await tx
      .update(departments)
      .set({ ...departmentValues(change), updatedAt: new Date() })
      .where(eq(departments.id, id))
      .returning();
    if (!updated) throw notFound("Department");
    const changed = Object.keys(change).join(", ");
    if (changed) {
      await writeLog(tx, ctx, {
        action: "department_updated",
        description: `Department ${id}: ${changed}`,
        details: { department_id: id, name: updated.name },
      });
    }
    if (row.managerId !== null && row.managerId !== updated.managerId) {
      await revokeExcessInvites(tx, ctx, row.managerId);
    }
    const mayHaveRoom = row.defaultCapacity < updated.defaultCapacity;
    const drained = mayHaveRoom ? await drainDepartment(tx, id) : [];
    return { before: row, after: updated, hints: drained };
  });
  await publishHints(hints);
  await publishTeam({ departmentId: id });
  for (const operatorId of await affected(ctx, before, after)) {
    await publishAccount(operatorId);
    await cutConnections(operatorId);
  }
  return departmentDto(after);
}

/** Who sees other clients, or the same ones otherwise, than before. */
async function affected(ctx: Context, before: Row, after: Row): Promise<Set<number>> {
  const people = new Set<number>();
  if (before.managerId !== after.managerId) {
    for (const id of [before.managerId, after.managerId]) if (id !== null) people.add(id);
  }
  const isSameView =
    before.visibility === after.visibility && before.masksContacts === after.masksContacts;
  if (isSameView) return people;
  const rows = await ctx.db
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
