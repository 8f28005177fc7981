import { and, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { clients, type reports } from "@/db/schema";
import { activePeople } from "@/lib/access/active-people";
import { departmentReach } from "@/lib/access/department-reach";
import { type Reach, reaches } from "@/lib/access/reach";
import { visibleClients } from "@/lib/access/visible-clients";
import type { Reason } from "@/lib/core/refusals/reason";
import { type Why, why } from "@/lib/core/refusals/why";
import { PermanentJobError } from "@/lib/queue/define-job";

type Row = typeof reports.$inferSelect;

/**
 * What limits a report: its clients (null: of every department), and for an operator whose work is
 * counted. Kept with the report, so that its readers' rights can be compared with it.
 */
export type ReportScope = { clients: SQL; departmentIds: number[] | null; ownerId: number | null };

/** A report that no other try can make. */
export class ReportRefused extends PermanentJobError {
  readonly why: Why;

  constructor(reason: Reason) {
    const said = why(reason);
    super(said.reason);
    this.why = said;
  }
}

/**
 * The scope of a report by what its asker may see when it is made: rights taken away meanwhile count.
 * An operator's own work is theirs wherever the client is now. Throws `ReportRefused`.
 */
export async function reportScope(db: Db, row: Row): Promise<ReportScope> {
  const asker = row.requestedByOperatorId;
  const person = (await activePeople(db, [asker])).get(asker);
  if (!person) throw new ReportRefused("report.askerGone");
  if (person.role === "operator") {
    // Asked for with more rights: its figures are not theirs any more.
    if (!isOwnWork(row)) throw new ReportRefused("report.ownWorkOnly");
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
