import { and, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import { clients, departments } from "@/db/schema";
import type { Actor } from "@/lib/context";
import { clientScope } from "@/lib/permissions";

/**
 * The condition on `clients` that holds for the rows an actor may see (undefined: all of them): the
 * rule of `clientScope` as SQL. Everything that hangs on a client is limited by it.
 */
export function visibleClients(actor: Actor): SQL | undefined {
  const scope = clientScope(actor);
  if (scope.kind === "all") return undefined;
  if (scope.kind === "headed") {
    return or(
      scope.departmentId === null ? undefined : eq(clients.departmentId, scope.departmentId),
      inArray(
        clients.departmentId,
        sql`(select ${departments.id} from ${departments} where ${departments.managerId} = ${scope.operatorId})`,
      ),
    );
  }
  const own = eq(clients.assignedOperatorId, scope.operatorId);
  if (scope.kind === "assigned") return own;
  return and(
    eq(clients.departmentId, scope.departmentId),
    or(
      own,
      sql`(select ${departments.visibility} from ${departments} where ${departments.id} = ${scope.departmentId}) = 'department'`,
    ),
  );
}
