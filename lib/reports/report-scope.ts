import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { clients, operators, type reports } from "@/db/schema";
import { visibleClients } from "@/lib/clients/scope";
import { PermanentJobError } from "@/lib/queue/define-job";

type Row = typeof reports.$inferSelect;

/** What limits a report: its clients, and for an operator whose work is counted. */
export type ReportScope = { clients: SQL; ownerId: number | null };

/**
 * The scope of a report by what its asker may see when it is made: rights taken away meanwhile count.
 * An operator's own work is theirs wherever the client is now. Throws `PermanentJobError`.
 */
export async function reportScope(db: Db, row: Row): Promise<ReportScope> {
  const [person] = await db
    .select()
    .from(operators)
    .where(and(eq(operators.id, row.requestedByOperatorId), eq(operators.isActive, true)));
  if (!person) throw new PermanentJobError("Who asked for this report is no longer active.");
  if (person.role === "operator") return { clients: sql`true`, ownerId: person.id };
  const visible = visibleClients({
    type: "operator",
    via: "session",
    operatorId: person.id,
    name: person.name,
    role: person.role,
    departmentId: person.departmentId,
    sessionId: null,
    tokenId: null,
  });
  const inDepartment = row.departmentId
    ? sql`${clients.departmentId} = ${row.departmentId}`
    : undefined;
  return { clients: and(visible, inDepartment) ?? sql`true`, ownerId: row.operatorId };
}
