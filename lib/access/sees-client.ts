import type { Viewer } from "@/lib/context";

/**
 * Whose clients an actor sees: everyone's; those of the departments one heads; those of one's
 * department (or, where `visibility` is "own", only the assigned ones); only the assigned ones.
 */
export type ClientScope =
  | { kind: "all" }
  | { kind: "headed"; operatorId: number; departmentId: number | null }
  | { kind: "department"; operatorId: number; departmentId: number }
  | { kind: "assigned"; operatorId: number };

/** The rule behind `seesClient`, `visibleClients` and the push channels. */
export function clientScope(viewer: Viewer): ClientScope {
  if (viewer.type === "system" || viewer.role === "admin") return { kind: "all" };
  const { operatorId, departmentId } = viewer;
  if (viewer.role === "manager") return { kind: "headed", operatorId, departmentId };
  if (departmentId === null) return { kind: "assigned", operatorId };
  return { kind: "department", operatorId, departmentId };
}

/** What the rules need to know of a client and its department. */
export type ClientFacts = {
  departmentId: number | null;
  assignedOperatorId: number | null;
  /** Of the client's department. */
  visibility: "department" | "own";
  managerId: number | null;
};

/**
 * Whether a person sees a client in hand. `visibleClients` says the same as a condition, `sees_client`
 * (db/functions) in SQL; `tests/integration/access.test.ts` holds the three equal.
 */
export function seesClient(viewer: Viewer, client: ClientFacts): boolean {
  const scope = clientScope(viewer);
  if (scope.kind === "all") return true;
  const isAssigned = client.assignedOperatorId === scope.operatorId;
  if (scope.kind === "assigned") return isAssigned;
  if (client.departmentId === null) return false;
  const isHome = client.departmentId === scope.departmentId;
  if (scope.kind === "headed") return isHome || client.managerId === scope.operatorId;
  return isHome && (isAssigned || client.visibility === "department");
}
