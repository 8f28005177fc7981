import { and, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { apiTokens, departments, operators, sessions } from "@/db/schema";
import { departmentReach } from "@/lib/access/department-reach";
import { refusePersonChange } from "@/lib/access/reach";
import { drainDepartment, releaseOperator } from "@/lib/assignment/change-hands";
import type { Context } from "@/lib/context";
import { AppError, invalid, notFound } from "@/lib/core/errors";
import { announce, type ChangeTx, change } from "@/lib/effects/change";
import type { LogAction } from "@/lib/logs/actions";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan } from "@/lib/permissions";
import { pauseWebhooks } from "@/lib/webhooks/pause-webhooks";
import { operatorDto } from "./operator-dto";
import { revokeExcessInvites } from "./revoke-excess-invites";
import { type Operator, type UpdateOperator, updateOperatorSchema } from "./schemas";

type Row = typeof operators.$inferSelect;

/**
 * Changes a person's name, role, department, capacity or access. A new role or department counts
 * from their next request; deactivation ends their sign-ins and tokens; sockets are cut (promise 21).
 * Throws `forbidden`, `not_found`, `invalid`, `conflict` for oneself and for the last active admin.
 */
export async function updateOperator(
  ctx: Context,
  id: number,
  input: UpdateOperator,
): Promise<Operator> {
  assertCan(ctx, "operators.write");
  const wanted = updateOperatorSchema.parse(input);
  const reach = await departmentReach(ctx);
  const after = await change(ctx, async (tx) => {
    // All admins first, always in the same order: two who remove each other wait here, not deadlock.
    const admins = await tx
      .select({ id: operators.id })
      .from(operators)
      .where(and(eq(operators.role, "admin"), eq(operators.isActive, true)))
      .orderBy(operators.id)
      .for("no key update");
    // Not "update": a message that is being assigned to them now must not wait for us.
    const [row] = await tx
      .select()
      .from(operators)
      .where(eq(operators.id, id))
      .for("no key update");
    if (!row) throw notFound("operator");
    const refusal = refusePersonChange(ctx.actor, reach, row, {
      role: wanted.role,
      departmentId: wanted.department_id,
      isActive: wanted.is_active,
    });
    if (refusal) throw new AppError("forbidden", refusal);
    refuseLockOut(ctx, row, wanted, admins);
    await checkPlace(tx, row, wanted);
    const updated = await save(tx, row, wanted);
    await revokeExcessInvites(tx, ctx, row.id);
    if (!updated.isActive || updated.role !== "admin") await pauseWebhooks(tx, ctx, row.id);
    for (const line of describe(row, updated)) await writeLog(tx, ctx, line);
    await rearrange(tx, ctx, row, updated);
    tell(tx, row, updated);
    return updated;
  });
  return operatorDto(after);
}

function refuseLockOut(
  ctx: Context,
  row: Row,
  change: UpdateOperator,
  admins: readonly { id: number }[],
) {
  const leaves = change.is_active === false && row.isActive;
  const steps = change.role !== undefined && change.role !== row.role;
  if (!leaves && !steps) return;
  const isLastAdmin = admins.length === 1 && admins[0]?.id === row.id;
  if (isLastAdmin) {
    throw new AppError("conflict", "operator.lastAdmin");
  }
  if (ctx.actor.type === "operator" && ctx.actor.operatorId === row.id) {
    throw new AppError("conflict", "operator.askAnotherAdmin");
  }
}

async function checkPlace(tx: Tx, row: Row, change: UpdateOperator) {
  const departmentId = change.department_id === undefined ? row.departmentId : change.department_id;
  if ((change.role ?? row.role) !== "admin" && departmentId === null) {
    throw invalid("department_id", "operator.needsDepartment");
  }
  if (change.department_id == null || change.department_id === row.departmentId) return;
  const [found] = await tx
    .select({ id: departments.id })
    .from(departments)
    .where(eq(departments.id, change.department_id))
    .for("share");
  if (!found) throw invalid("department_id", "department.unknown");
}

async function save(tx: Tx, row: Row, change: UpdateOperator): Promise<Row> {
  const turnsActivity = change.is_active !== undefined && change.is_active !== row.isActive;
  const [after] = await tx
    .update(operators)
    .set({
      // Always something to set: a change of nothing is no error.
      name: change.name ?? row.name,
      ...(change.role === undefined ? {} : { role: change.role }),
      ...(change.department_id === undefined ? {} : { departmentId: change.department_id }),
      ...(change.capacity === undefined ? {} : { capacity: change.capacity }),
      ...(change.is_active === undefined ? {} : { isActive: change.is_active }),
      // Old cookies stay dead after a return. A new role needs no new sign-in: it is re-read.
      ...(turnsActivity ? { sessionVersion: sql`${operators.sessionVersion} + 1` } : {}),
    })
    .where(eq(operators.id, row.id))
    .returning();
  if (!after) throw notFound("operator");
  if (row.isActive && !after.isActive) await endAccess(tx, row.id);
  if (!after.isActive || after.role === "operator") {
    await tx.update(departments).set({ managerId: null }).where(eq(departments.managerId, row.id));
  }
  return after;
}

async function endAccess(tx: Tx, operatorId: number) {
  await tx
    .update(sessions)
    .set({ endedAt: new Date() })
    .where(and(eq(sessions.operatorId, operatorId), isNull(sessions.endedAt)));
  await tx
    .update(apiTokens)
    .set({ revokedAt: new Date() })
    .where(and(eq(apiTokens.operatorId, operatorId), isNull(apiTokens.revokedAt)));
}

/** Chats go to others when their person leaves or sees them no more, and to the person who has room. */
async function rearrange(tx: ChangeTx, ctx: Context, before: Row, after: Row) {
  if (before.isActive && !after.isActive) {
    return releaseOperator(tx, ctx, after.id, "operator_deactivated");
  }
  if (before.departmentId !== after.departmentId) {
    return releaseOperator(tx, ctx, after.id, "operator_moved");
  }
  if (before.role !== after.role) {
    return releaseOperator(tx, ctx, after.id, "operator_out_of_sight");
  }
  const mayHaveRoom = after.isActive && (!before.isActive || before.capacity !== after.capacity);
  if (mayHaveRoom) await drainDepartment(tx, after.departmentId);
}

function describe(before: Row, after: Row) {
  const details = { operator_id: after.id };
  const lines: { action: LogAction; description: string; details: object }[] = [];
  if (before.isActive !== after.isActive) {
    const action = after.isActive ? "operator_reactivated" : "operator_deactivated";
    lines.push({ action, description: `Operator ${after.id}`, details });
  }
  const parts: string[] = [];
  for (const field of ["role", "departmentId", "capacity"] as const) {
    if (before[field] === after[field]) continue;
    parts.push(`${field} ${before[field] ?? "none"} → ${after[field] ?? "none"}`);
  }
  if (before.name !== after.name) parts.push("name");
  if (parts.length > 0) {
    const description = `Operator ${after.id}: ${parts.join(", ")}`;
    lines.push({ action: "operator_updated", description, details });
  }
  return lines.map((line) => ({ ...line, details: { ...line.details } }));
}

function tell(tx: ChangeTx, before: Row, after: Row) {
  const rightsChanged =
    before.role !== after.role ||
    before.departmentId !== after.departmentId ||
    before.isActive !== after.isActive;
  if (rightsChanged) announce(tx, { name: "account.changed", operatorId: after.id });
  announce(tx, { name: "team.changed", operatorId: after.id });
}
