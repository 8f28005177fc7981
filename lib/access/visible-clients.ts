import { and, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import { clients, departments } from "@/db/schema";
import type { Viewer } from "@/lib/context";
import { clientScope } from "./sees-client";

/**
 * The condition on `clients` that holds for the rows a person may see (undefined: all of them): the
 * rule of `clientScope` as SQL. Everything that hangs on a client is limited by it.
 */
export function visibleClients(viewer: Viewer): SQL | undefined {
  const scope = clientScope(viewer);
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
