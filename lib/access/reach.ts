import type { Role, Viewer } from "@/lib/context";

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
): string | null {
  if (actor.type === "system" || actor.role === "admin") return null;
  if (actor.role !== "manager") return "Your role does not allow this.";
  if (!reaches(reach, person.departmentId)) return "This person is not of your departments.";
  if (person.role !== "operator") return "Only an admin changes managers and admins.";
  return refusePlace(reach, change.role ?? "operator", change.departmentId);
}

/** Why the actor may not invite someone as this, or null; the same limits as for a change. */
export function refuseInvite(
  actor: Viewer,
  reach: Reach,
  place: { role: Role; departmentId: number | null },
): string | null {
  if (actor.type === "system" || actor.role === "admin") return null;
  if (actor.role !== "manager") return "Your role does not allow this.";
  return refusePlace(reach, place.role, place.departmentId);
}

function refusePlace(reach: Reach, role: Role, departmentId: number | null | undefined) {
  if (role !== "operator") return "Only an admin gives a role above operator.";
  if (departmentId !== undefined && !reaches(reach, departmentId)) {
    return "You can place people only in your own departments.";
  }
  return null;
}
