import { sql } from "drizzle-orm";
import { advisoryLocks, takeLock } from "@/db/advisory-locks";
import type { Tx } from "@/db/client";
import type { Context } from "@/lib/context";
import type { Db } from "@/lib/database";
import { announce, type ChangeTx, change } from "@/lib/effects/change";
import type { AssignmentReason } from "./terms";

type Row = {
  conversation_id: string;
  client_id: string;
  seq: string;
  department_id: string | null;
  assigned_operator_id: string | null;
  from_department_id: string | null;
  from_operator_id: string | null;
};

/** Clients that `drain_department` and `release_operator` move at a time: others wait for their lock. */
const batch = 25;

/**
 * Takes the departments' queue locks, in the order of ids. Whoever changes hands, closes or frees a
 * place does this before it locks any client or conversation: the one order in which nothing deadlocks.
 */
export async function lockQueues(tx: Tx, departmentIds: (number | null)[]): Promise<void> {
  const ids = [...new Set(departmentIds)].filter((id) => id !== null).sort((a, b) => a - b);
  for (const id of ids) await takeLock(tx, advisoryLocks.queue, id);
}

/**
 * Gives a client to an operator (null: to the queue), perhaps in another department, with a line in
 * the thread and one in the log. Call under `lockQueues`.
 */
export async function changeHands(
  tx: ChangeTx,
  ctx: Context,
  move: {
    clientId: number;
    operatorId: number | null;
    departmentId?: number | null;
    reason: AssignmentReason;
  },
): Promise<void> {
  tell(
    tx,
    await tx.execute<Row>(sql`select * from write_assignment(${move.clientId}::bigint,
      ${move.operatorId}::bigint, ${move.departmentId ?? null}::bigint, ${move.reason}, ${actorId(ctx)}::bigint, ${ctx.ip})`),
  );
}

/**
 * `changeHands` for many clients of the same reason, in one statement, in the order of ids. Who has
 * the client already writes nothing. Call under `lockQueues` with the clients' rows locked.
 */
export async function changeHandsOfMany(
  tx: ChangeTx,
  ctx: Context,
  moves: { clientId: number; operatorId: number | null }[],
): Promise<void> {
  if (moves.length === 0) return;
  const input = moves.map((move) => ({ client_id: move.clientId, operator_id: move.operatorId }));
  tell(
    tx,
    await tx.execute<Row>(sql`
      select moved.* from jsonb_to_recordset(${JSON.stringify(input)}::text::jsonb)
          as m(client_id bigint, operator_id bigint),
        lateral write_assignment(m.client_id, m.operator_id, null,
          case when m.operator_id is null then 'unassigned' else 'assigned' end, ${actorId(ctx)}::bigint, ${ctx.ip}) moved`),
  );
}

/**
 * Gives a department's queue to whoever has a place, the longest waiting first. Call after everything
 * that frees a place, in its transaction. What is more than a moment's
 * work is left to a job. `notBack` is a client who must not return to the operator who has just given them away.
 */
export async function drainDepartment(
  tx: ChangeTx,
  departmentId: number | null,
  notBack?: { clientId: number; operatorId: number | null },
): Promise<void> {
  if (departmentId === null) return;
  const rows = await drainOnce(tx, departmentId, notBack);
  if (rows.length >= batch) announce(tx, { name: "placement.postponed" });
}

async function drainOnce(
  tx: ChangeTx,
  departmentId: number,
  notBack?: Parameters<typeof drainDepartment>[2],
) {
  const rows = await tx.execute<Row>(sql`select * from drain_department(${departmentId}::bigint,
    ${notBack?.clientId ?? null}::bigint, ${notBack?.operatorId ?? null}::bigint)`);
  return tell(tx, rows);
}

/** Gives the whole queue, in transactions of a moment each. */
export async function drainWhole(db: Db, departmentId: number): Promise<void> {
  await inBatches(db, (tx) => drainOnce(tx, departmentId));
}

/** Releases all that the person must not keep, in transactions of a moment each. */
export async function releaseWhole(
  ctx: Context,
  operatorId: number,
  reason: AssignmentReason,
): Promise<void> {
  await inBatches(ctx.db, (tx) => releaseOnce(tx, ctx, operatorId, reason));
}

async function inBatches(db: Db, move: (tx: ChangeTx) => Promise<readonly Row[]>): Promise<void> {
  for (;;) {
    const rows = await change({ db }, move);
    if (rows.length < batch) return;
  }
}

/**
 * Puts what a person has not answered back into the queue and drains it: all of it when they are off
 * duty, else what they can serve no more (deactivated, moved, another role, no head any more). Change
 * the person's row before. A job does what is more than a moment's work.
 */
export async function releaseOperator(
  tx: ChangeTx,
  ctx: Context,
  operatorId: number,
  reason: AssignmentReason,
): Promise<void> {
  const rows = await releaseOnce(tx, ctx, operatorId, reason);
  if (rows.length >= batch) announce(tx, { name: "placement.postponed" });
}

async function releaseOnce(
  tx: ChangeTx,
  ctx: Context,
  operatorId: number,
  reason: AssignmentReason,
) {
  const rows = await tx.execute<Row>(sql`select * from release_operator(${operatorId}::bigint,
    ${reason}, ${actorId(ctx)}::bigint, ${ctx.ip})`);
  return tell(tx, rows);
}

/**
 * Puts a client whose owner is gone, or sees them no more, back into the queue. Call under
 * `lockQueues`; drain after it.
 */
export async function releaseIfLost(tx: ChangeTx, ctx: Context, clientId: number): Promise<void> {
  tell(
    tx,
    await tx.execute<Row>(sql`
      select moved.* from clients c join operators o on o.id = c.assigned_operator_id,
        lateral write_assignment(c.id, null, null,
          case when o.is_active then 'operator_out_of_sight' else 'operator_deactivated' end,
          ${actorId(ctx)}::bigint, ${ctx.ip}) moved
      where c.id = ${clientId} and not can_serve(o.id, c.department_id)`),
  );
}

function actorId(ctx: Context): number | null {
  return ctx.actor.type === "operator" ? ctx.actor.operatorId : null;
}

/** Announces what SQL has moved, to those who have the client now and to those who had it before. */
function tell(tx: ChangeTx, rows: readonly Row[]): readonly Row[] {
  for (const row of rows) {
    const moved = {
      name: "conversation.changed",
      conversationId: Number(row.conversation_id),
      clientId: Number(row.client_id),
      seq: Number(row.seq),
    } as const;
    announce(tx, {
      ...moved,
      departmentId: idOf(row.department_id),
      assignedOperatorId: idOf(row.assigned_operator_id),
    });
    const hasLeft = row.from_operator_id !== null || row.from_department_id !== row.department_id;
    if (!hasLeft) continue;
    announce(tx, {
      ...moved,
      departmentId: idOf(row.from_department_id),
      assignedOperatorId: idOf(row.from_operator_id),
    });
  }
  return rows;
}

function idOf(value: string | null): number | null {
  return value === null ? null : Number(value);
}
