import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { clients, operators, type reports } from "@/db/schema";
import { visibleClients } from "@/lib/clients/scope";
import { type OperatorActor, systemContext } from "@/lib/context";
import { departmentReach } from "@/lib/departments/reach";
import { type Reach, reaches } from "@/lib/permissions";
import { PermanentJobError } from "@/lib/queue/define-job";

type Row = typeof reports.$inferSelect;

/**
 * What limits a report: its clients (null: of every department), and for an operator whose work is
 * counted. Kept with the report, so that its readers' rights can be compared with it.
 */
export type ReportScope = { clients: SQL; departmentIds: number[] | null; ownerId: number | null };

/** What an operator may ask for. */
export const ownWorkOnly = "Your role gives you a report of your own work only.";

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
  if (person.role === "operator") {
    // Asked for with more rights: its figures are not theirs any more.
    if (!isOwnWork(row)) throw new PermanentJobError(ownWorkOnly);
    return { clients: sql`true`, departmentIds: null, ownerId: person.id };
  }
  const actor: OperatorActor = {
    type: "operator",
    via: "session",
    operatorId: person.id,
    name: person.name,
    role: person.role,
    departmentId: person.departmentId,
    sessionId: null,
    tokenId: null,
  };
  const reach = await departmentReach({ ...systemContext(db, "reports"), actor });
  const inDepartment = row.departmentId
    ? sql`${clients.departmentId} = ${row.departmentId}`
    : undefined;
  return {
    clients: and(visibleClients(actor), inDepartment) ?? sql`true`,
    departmentIds: departmentsOf(row, reach),
    ownerId: row.operatorId,
  };
}

/** Whether a report counts one person's work, as it is asked for. */
export function isOwnWork({ groupBy, departmentId }: Pick<Row, "groupBy" | "departmentId">) {
  return groupBy === "operator" && departmentId === null;
}

function departmentsOf({ departmentId }: Row, reach: Reach): number[] | null {
  if (departmentId !== null) return reaches(reach, departmentId) ? [departmentId] : [];
  return reach === "all" ? null : [...reach];
}
