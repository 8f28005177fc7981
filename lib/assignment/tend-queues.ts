import { sql } from "drizzle-orm";
import { systemContext } from "@/lib/context";
import type { Db } from "@/lib/database";
import { readSettings } from "@/lib/settings/queries";
import { alertManager } from "./alert-manager";
import { drainDepartment, publishHints, releaseOperator } from "./change-hands";
import type { AssignmentReason } from "./terms";

/**
 * What time brings about: releases what people off duty for the set time left unanswered, and what
 * waits for someone who is gone or sees it no more; drains every queue once more, tells managers of those that still wait. Safe to repeat.
 */
export async function tendQueues(db: Db): Promise<void> {
  const ctx = systemContext(db, "tend-queues");
  const { off_duty_release_minutes: minutes } = await readSettings(db);
  const away = await db.execute<{ id: string }>(sql`
    select o.id from operators o
    where not o.is_on_duty and o.off_duty_since < now() - make_interval(mins => ${minutes})
      and exists (select 1 from clients c join conversations v on v.client_id = c.id
        where c.assigned_operator_id = o.id and v.work_state <> 'done'
          and (v.work_state = 'needs_reply' or v.unanswered_count > 0))
    order by o.id`);
  const lost = await db.execute<{ id: string; is_active: boolean }>(sql`
    select distinct o.id, o.is_active from conversations v
    join clients c on c.id = v.client_id join operators o on o.id = c.assigned_operator_id
    where v.work_state <> 'done' and waits_for_owner(v.work_state, v.unanswered_count)
      and not can_serve(o.id, c.department_id)
    order by o.id`);
  const releases: { id: string; reason: AssignmentReason }[] = [
    ...[...away].map(({ id }) => ({ id, reason: "released_off_duty" as const })),
    ...[...lost].map((one) => ({
      id: one.id,
      reason: one.is_active
        ? ("operator_out_of_sight" as const)
        : ("operator_deactivated" as const),
    })),
  ];
  for (const { id, reason } of releases) {
    await publishHints(await db.transaction((tx) => releaseOperator(tx, ctx, Number(id), reason)));
  }
  for (const id of await waitingDepartments(db)) {
    await publishHints(await db.transaction((tx) => drainDepartment(tx, id)));
  }
  for (const id of await waitingDepartments(db)) await alertManager(db, id);
}

async function waitingDepartments(db: Db): Promise<number[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select distinct c.department_id as id from conversations v join clients c on c.id = v.client_id
    where v.work_state <> 'done' and v.incoming_count > 0
      and c.assigned_operator_id is null and c.department_id is not null`);
  return [...rows].map(({ id }) => Number(id));
}
