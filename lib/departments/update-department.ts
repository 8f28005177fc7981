import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { clients, departments, operators } from "@/db/schema";
import {
  drainDepartment,
  lockQueues,
  publishHints,
  releaseOperator,
} from "@/lib/assignment/change-hands";
import type { Context } from "@/lib/context";
import { AppError, notFound } from "@/lib/core/errors";
import { writeLog } from "@/lib/logs/write-log";
import { revokeExcessInvites } from "@/lib/operators/revoke-excess-invites";
import { assertCan } from "@/lib/permissions";
import {
  type ConversationHint,
  cutConnections,
  publishAccount,
  publishTeam,
} from "@/lib/realtime/publish";
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
    if (!row) throw notFound("department");
    if (change.is_default === false && row.isDefault) {
      throw new AppError("conflict", "department.needsDefault");
    }
    await prepareDepartment(tx, change, id);
    const [updated] = await tx
      .update(departments)
      .set({ ...departmentValues(change), updatedAt: new Date() })
      .where(eq(departments.id, id))
      .returning();
    if (!updated) throw notFound("department");
    const changed = Object.keys(change).join(", ");
    if (changed) {
      await writeLog(tx, ctx, {
        action: "department_updated",
        description: `Department ${id}: ${changed}`,
        details: { department_id: id, name: updated.name },
      });
    }
    return { before: row, after: updated, hints: await rearrange(tx, ctx, row, updated) };
  });
  await publishHints(hints);
  await publishTeam({ departmentId: id });
  for (const operatorId of await affected(ctx, before, after)) {
    await publishAccount(operatorId);
    await cutConnections(operatorId);
  }
  return departmentDto(after);
}

/** Chats and invites of a head who is none any more; the queue, when people take more than before. */
async function rearrange(tx: Tx, ctx: Context, before: Row, after: Row) {
  const hints: ConversationHint[] = [];
  const lostHead = before.managerId === after.managerId ? null : before.managerId;
  if (lostHead !== null) {
    await revokeExcessInvites(tx, ctx, lostHead);
    const own = await tx
      .selectDistinct({ id: clients.departmentId })
      .from(clients)
      .where(eq(clients.assignedOperatorId, lostHead));
    // All at once: the release takes its own in the order of ids, the drain below another one.
    await lockQueues(tx, [after.id, ...own.map(({ id }) => id)]);
    hints.push(...(await releaseOperator(tx, ctx, lostHead, "operator_out_of_sight")));
  }
  if (before.defaultCapacity < after.defaultCapacity) {
    hints.push(...(await drainDepartment(tx, after.id)));
  }
  return hints;
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
