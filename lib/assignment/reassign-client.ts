import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { clients, departments } from "@/db/schema";
import { activePeople } from "@/lib/access/active-people";
import { seesClient } from "@/lib/access/sees-client";
import { visibleClients } from "@/lib/access/visible-clients";
import type { Context } from "@/lib/context";
import { AppError, invalid, notFound } from "@/lib/core/errors";
import type { ChangeTx } from "@/lib/effects/change";
import { changeHands, drainDepartment, lockQueues } from "./change-hands";
import { noSuchColleague, refuseMove } from "./refuse-move";
import type { AssignmentReason } from "./terms";

export type Move = {
  clientId: number;
  /** Null: to the queue. Absent: who has them now. */
  operatorId?: number | null | undefined;
  departmentId?: number | null | undefined;
  reason: AssignmentReason;
  /** The input's name for the person, for error messages. */
  field?: string;
};

/**
 * Gives a client to a person, to the queue or to a department, for whoever acts: checks what their
 * role allows and that the next one may see the client, then fills the places this frees. Call it
 * first in the transaction. Throws `not_found`, `forbidden`,
 * `invalid`, `conflict` when the client changes hands at this moment.
 */
export async function reassignClient(tx: ChangeTx, ctx: Context, move: Move): Promise<void> {
  const seen = await findClient(tx, ctx, move.clientId);
  const departmentId = move.departmentId ?? seen.departmentId;
  await lockQueues(tx, [seen.departmentId, departmentId]);
  const client = await findClient(tx, ctx, move.clientId);
  if (client.departmentId !== seen.departmentId) {
    throw new AppError("conflict", "client.isMoving");
  }
  const isMovedAway = departmentId !== client.departmentId;
  const operatorId =
    move.operatorId === undefined
      ? isMovedAway
        ? null
        : client.assignedOperatorId
      : move.operatorId;
  const target = { operatorId, departmentId };
  if (ctx.actor.type === "operator") {
    const refusal = refuseMove(ctx.actor, client, target);
    if (refusal) throw new AppError("forbidden", refusal);
  }
  if (move.reason === "taken") refuseTaken(ctx, client.assignedOperatorId);
  await checkTarget(tx, target, move);
  const { clientId, reason } = move;
  await changeHands(tx, ctx, { clientId, ...target, reason });
  const notBack = { clientId, operatorId: client.assignedOperatorId };
  await drainDepartment(tx, client.departmentId, notBack);
  if (isMovedAway) await drainDepartment(tx, departmentId);
}

async function findClient(tx: Tx, ctx: Context, id: number) {
  const [row] = await tx
    .select({
      departmentId: clients.departmentId,
      assignedOperatorId: clients.assignedOperatorId,
    })
    .from(clients)
    .where(and(eq(clients.id, id), visibleClients(ctx.actor)));
  if (!row) throw notFound("client");
  return row;
}

function refuseTaken(ctx: Context, ownerId: number | null) {
  const { actor } = ctx;
  if (actor.type !== "operator" || actor.role !== "operator") return;
  if (ownerId !== null && ownerId !== actor.operatorId) {
    throw new AppError("conflict", "client.hasColleague");
  }
}

async function checkTarget(
  tx: Tx,
  target: { operatorId: number | null; departmentId: number | null },
  move: Move,
) {
  const [department] =
    target.departmentId === null
      ? []
      : await tx
          .select({ visibility: departments.visibility, managerId: departments.managerId })
          .from(departments)
          .where(eq(departments.id, target.departmentId));
  if (target.departmentId !== null && !department) {
    throw invalid("department_id", "department.unknown");
  }
  if (!move.operatorId) return;
  const field = move.field ?? "operator_id";
  const person = (await activePeople(tx, [move.operatorId])).get(move.operatorId);
  if (!person) throw noSuchColleague(field);
  const sees = seesClient(person, {
    departmentId: target.departmentId,
    assignedOperatorId: person.operatorId,
    visibility: department?.visibility ?? "department",
    managerId: department?.managerId ?? null,
  });
  if (!sees) throw noSuchColleague(field);
}
