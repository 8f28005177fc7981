import { searchForm } from "@/lib/core/search-form";
import type { Operator } from "@/lib/operators/schemas";

/** What the team's list is narrowed to; empty: by nothing. */
export type TeamFilter = { search: string; role: string; department: string };

/** Whether a person belongs in the narrowed list; names are compared as in every search. */
export function matchesPerson(
  person: Pick<Operator, "name" | "username" | "role" | "department_id">,
  { search, role, department }: TeamFilter,
): boolean {
  const wanted = searchForm(search.trim().replace(/^@/, ""));
  const names = searchForm(`${person.name} ${person.username ?? ""}`);
  return (
    names.includes(wanted) &&
    (role === "" || person.role === role) &&
    (department === "" || String(person.department_id) === department)
  );
}
