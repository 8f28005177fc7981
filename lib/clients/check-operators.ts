import { and, inArray } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { clients, departments } from "@/db/schema";
import { activePeople } from "@/lib/access/active-people";
import { seesClient } from "@/lib/access/sees-client";
import { visibleClients } from "@/lib/access/visible-clients";
import { lockQueues } from "@/lib/assignment/change-hands";
import { noSuchColleague, refuseMove } from "@/lib/assignment/refuse-move";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import type { ClientChangeItem } from "./schemas";

type Row = typeof clients.$inferSelect;

/**
 * Takes the queue locks of the departments whose visible clients change hands, before any client's
 * row; one order everywhere, so that nothing deadlocks. Returns the departments.
 */
export async function lockTouchedQueues(
  tx: Tx,
  ctx: Context,
  items: ClientChangeItem[],
): Promise<number[]> {
  const ids = items
    .filter((item) => item.assigned_operator_id !== undefined)
    .map((item) => item.id);
  if (ids.length === 0) return [];
  const rows = await tx
    .selectDistinct({ id: clients.departmentId })
    .from(clients)
    .where(and(inArray(clients.id, ids), visibleClients(ctx.actor)));
  const queues = rows.flatMap((row) => row.id ?? []);
  await lockQueues(tx, queues);
  return queues;
}

/**
 * Refuses an operator who is inactive or could not see the client, and a change of hands that the
 * actor's role does not allow. Throws `invalid`, `forbidden`.
 */
export async function checkOperators(
  tx: Tx,
  ctx: Context,
  items: ClientChangeItem[],
  before: Map<number, Row>,
): Promise<void> {
  const changes = items.filter(
    (item) =>
      item.assigned_operator_id !== undefined &&
      item.assigned_operator_id !== before.get(item.id)?.assignedOperatorId,
  );
  const wanted = new Set(changes.flatMap((item) => item.assigned_operator_id ?? []));
  const people = await activePeople(tx, [...wanted]);
  const places = await loadPlaces(tx);
  for (const item of changes) {
    const row = before.get(item.id);
    const operatorId = item.assigned_operator_id ?? null;
    if (!row) continue;
    if (ctx.actor.type === "operator") {
      const refusal = refuseMove(ctx.actor, row, { operatorId, departmentId: row.departmentId });
      if (refusal) throw new AppError("forbidden", refusal);
    }
    if (operatorId === null) continue;
    const place = row.departmentId === null ? undefined : places.get(row.departmentId);
    const person = people.get(operatorId);
    const sees =
      person !== undefined &&
      seesClient(person, {
        departmentId: row.departmentId,
        assignedOperatorId: operatorId,
        visibility: place?.visibility ?? "department",
        managerId: place?.managerId ?? null,
      });
    if (!sees) throw noSuchColleague("assigned_operator_id");
  }
}

async function loadPlaces(tx: Tx) {
  const rows = await tx
    .select({
      id: departments.id,
      visibility: departments.visibility,
      managerId: departments.managerId,
    })
    .from(departments);
  return new Map(rows.map((row) => [row.id, row]));
}
