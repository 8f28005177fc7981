import { departmentReach } from "@/lib/access/department-reach";
import { type Reach, reaches, refusePersonChange } from "@/lib/access/reach";
import type { Context } from "@/lib/context";
import { can } from "@/lib/permissions";
import type { Operator } from "./schemas";
import { roles } from "./terms";

/** What the actor may do with people, for a screen that hides the rest; the verbs check again. */
export type PeopleRights = {
  /** Ids of the people whom the actor may change. */
  changeable: number[];
  /** Roles that the actor may give. */
  roles: Operator["role"][];
  /** Departments in which the actor may place people. */
  departments: Reach;
};

/** The actor's rights over these people. */
export async function peopleRights(ctx: Context, people: Operator[]): Promise<PeopleRights> {
  if (!can(ctx.actor, "operators.write")) return { changeable: [], roles: [], departments: [] };
  const reach = await departmentReach(ctx);
  const changeable = people.filter((person) => {
    const facts = { id: person.id, role: person.role, departmentId: person.department_id };
    return refusePersonChange(ctx.actor, reach, facts, {}) === null;
  });
  return {
    changeable: changeable.map(({ id }) => id),
    roles: reach === "all" ? [...roles] : ["operator"],
    departments: reach,
  };
}

/** Only the departments in which the actor may place people. */
export function departmentsWithin<T extends { id: number }>(reach: Reach, all: T[]): T[] {
  return all.filter(({ id }) => reaches(reach, id));
}
