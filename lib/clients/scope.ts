import { and, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import { clients, departments } from "@/db/schema";
import type { Actor } from "@/lib/context";

/**
 * The condition on `clients` that holds for the rows an actor may see (undefined: all of them).
 * Everything that hangs on a client (conversation, messages, files, log lines) is limited by it.
 */
export function visibleClients(actor: Actor): SQL | undefined {
  if (actor.type === "system" || actor.role === "admin") return undefined;
  if (actor.role === "manager") {
    return or(
      actor.departmentId === null ? undefined : eq(clients.departmentId, actor.departmentId),
      inArray(
        clients.departmentId,
        sql`(select ${departments.id} from ${departments} where ${departments.managerId} = ${actor.operatorId})`,
      ),
    );
  }
  const own = eq(clients.assignedOperatorId, actor.operatorId);
  if (actor.departmentId === null) return own;
  return and(
    eq(clients.departmentId, actor.departmentId),
    or(
      own,
      sql`(select ${departments.visibility} from ${departments} where ${departments.id} = ${actor.departmentId}) = 'department'`,
    ),
  );
}
