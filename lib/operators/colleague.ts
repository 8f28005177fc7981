import type { Operator } from "./schemas";

/** Only what a list of people shows goes to the browser. */
export function colleague({ id, name, role, department_id, is_active, is_on_duty }: Operator) {
  return { id, name, role, department_id, is_active, is_on_duty };
}
