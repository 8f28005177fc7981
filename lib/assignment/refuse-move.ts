import type { OperatorActor } from "@/lib/context";
import { type AppError, invalid } from "@/lib/core/errors";
import type { Reason } from "@/lib/core/refusals/reason";

type Place = { operatorId: number | null; departmentId: number | null };

/**
 * Why a person of the team may not give a visible client to that place, or null. Managers and admins
 * may; an operator takes who is unassigned and gives away, or back, only their own.
 */
export function refuseMove(
  actor: Pick<OperatorActor, "role" | "operatorId">,
  client: { assignedOperatorId: number | null; departmentId: number | null },
  to: Place,
): Reason | null {
  if (actor.role !== "operator" || client.assignedOperatorId === actor.operatorId) return null;
  const isHere = to.departmentId === client.departmentId;
  if (isHere && to.operatorId === client.assignedOperatorId) return null;
  if (client.assignedOperatorId !== null) {
    // Taking from a colleague is refused as a conflict by the caller.
    return to.operatorId === actor.operatorId && isHere ? null : "client.isColleagues";
  }
  if (to.operatorId === actor.operatorId && isHere) return null;
  return "client.takeFirst";
}

/** One refusal for whoever cannot have a client: unknown, deactivated, or of another department. */
export function noSuchColleague(field: string): AppError {
  return invalid(field, "client.noSuchColleague");
}
