import { sql } from "drizzle-orm";
import { systemContext } from "@/lib/context";
import type { Db } from "@/lib/database";
import { deliver } from "@/lib/effects/deliver";
import { readSettings } from "@/lib/settings/queries";
import { drainWhole, releaseWhole } from "./change-hands";

/**
 * What time brings about: releases what people off duty for the set time left unanswered, and what
 * waits for someone who is gone or sees it no more; drains every queue once more, alerts managers to those
 * that still wait. Safe to repeat.
 */
export async function tendQueues(db: Db): Promise<void> {
  await fillPlaces(db);
  const waiting = await waitingDepartments(db);
  await deliver(
    db,
    waiting.map((departmentId) => ({ name: "client.leftWaiting", departmentId })),
  );
}

/** Releases and drains all that there is, in transactions of a moment each. Safe to repeat, and beside itself. */
export async function fillPlaces(db: Db): Promise<void> {
  const ctx = systemContext(db, "tend-queues");
  const { off_duty_release_minutes: minutes } = await readSettings(db);
  const away = await db.execute<{ id: string }>(sql`
    select o.id from operators o
    where not o.is_on_duty and o.off_duty_since < now() - make_interval(mins => ${minutes})
      and exists (select 1 from conversations v
        where v.open_operator_id = o.id and (v.work_state = 'needs_reply' or v.unanswered_count > 0))
    order by o.id`);
  for (const { id } of away) await releaseWhole(ctx, Number(id), "released_off_duty");
  // The few pairs of person and department first: the rule itself is not asked for each conversation.
  const lost = await db.execute<{ id: string; is_active: boolean }>(sql`
    with pairs as materialized (
      select distinct v.open_operator_id as operator_id, c.department_id
      from conversations v join clients c on c.id = v.client_id
      where v.open_operator_id is not null and waits_for_owner(v.work_state, v.unanswered_count))
    select distinct o.id, o.is_active from pairs p join operators o on o.id = p.operator_id
    where not can_serve(o.id, p.department_id)
    order by o.id`);
  for (const one of lost) {
    const reason = one.is_active ? "operator_out_of_sight" : "operator_deactivated";
    await releaseWhole(ctx, Number(one.id), reason);
  }
  for (const id of await waitingDepartments(db)) await drainWhole(db, id);
}

async function waitingDepartments(db: Db): Promise<number[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select distinct c.department_id as id from conversations v join clients c on c.id = v.client_id
    where v.work_state <> 'done' and v.incoming_count > 0
      and c.assigned_operator_id is null and c.department_id is not null`);
  return [...rows].map(({ id }) => Number(id));
}
