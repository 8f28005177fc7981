import { and, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { clients, type reports } from "@/db/schema";
import { activePeople } from "@/lib/access/active-people";
import { departmentReach } from "@/lib/access/department-reach";
import { type Reach, reaches } from "@/lib/access/reach";
import { visibleClients } from "@/lib/access/visible-clients";
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
  const asker = row.requestedByOperatorId;
  const person = (await activePeople(db, [asker])).get(asker);
  if (!person) throw new PermanentJobError("Who asked for this report is no longer active.");
  if (person.role === "operator") {
    // Asked for with more rights: its figures are not theirs any more.
    if (!isOwnWork(row)) throw new PermanentJobError(ownWorkOnly);
    return { clients: sql`true`, departmentIds: null, ownerId: person.operatorId };
  }
  const reach = await departmentReach({ actor: person, db });
  const inDepartment = row.departmentId
    ? sql`${clients.departmentId} = ${row.departmentId}`
    : undefined;
  return {
    clients: and(visibleClients(person), inDepartment) ?? sql`true`,
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
