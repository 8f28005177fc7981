import type { Role, Viewer } from "@/lib/context";
import type { Reason } from "@/lib/core/refusals/reason";

/** Departments whose people an actor looks after: all, or those with these ids. */
export type Reach = "all" | readonly number[];

/** Whether a department is among them; "no department" belongs to admins. */
export function reaches(reach: Reach, departmentId: number | null): boolean {
  if (reach === "all") return true;
  return departmentId !== null && reach.includes(departmentId);
}

type Person = { id: number; role: Role; departmentId: number | null };
type PersonChange = {
  role?: Role | undefined;
  departmentId?: number | null | undefined;
  isActive?: boolean | undefined;
};

/**
 * Why the actor may not change a person so, or null. Admins change anyone; managers only operators
 * of their departments, and never into more than an operator; everybody else nobody.
 */
export function refusePersonChange(
  actor: Viewer,
  reach: Reach,
  person: Person,
  change: PersonChange,
): Reason | null {
  if (actor.type === "system" || actor.role === "admin") return null;
  if (actor.role !== "manager") return "permission.role";
  if (!reaches(reach, person.departmentId)) return "permission.personElsewhere";
  if (person.role !== "operator") return "permission.adminChangesManagers";
  return refusePlace(reach, change.role ?? "operator", change.departmentId);
}

/** Why the actor may not invite someone as this, or null; the same limits as for a change. */
export function refuseInvite(
  actor: Viewer,
  reach: Reach,
  place: { role: Role; departmentId: number | null },
): Reason | null {
  if (actor.type === "system" || actor.role === "admin") return null;
  if (actor.role !== "manager") return "permission.role";
  return refusePlace(reach, place.role, place.departmentId);
}

function refusePlace(
  reach: Reach,
  role: Role,
  departmentId: number | null | undefined,
): Reason | null {
  if (role !== "operator") return "permission.adminGivesRole";
  if (departmentId !== undefined && !reaches(reach, departmentId)) {
    return "permission.ownDepartmentsOnly";
  }
  return null;
}
