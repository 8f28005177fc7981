import { sql } from "drizzle-orm";
import { advisoryLocks, tryLock } from "@/db/advisory-locks";
import type { Db } from "@/db/client";
import { env } from "@/lib/core/env";
import { logger } from "@/lib/core/logger";
import { publishTeam } from "@/lib/realtime/publish";
import { botApi } from "@/lib/telegram/api";
import { operatorTexts } from "@/lib/telegram/operator-texts";

type Alert = { name: string; waiting: number };

/**
 * Tells whoever looks after a department that clients wait and nobody has a place: its head, else the
 * managers who work in it, else the admins; in Telegram and in the log, at most once in ten minutes for
 * each department. Never throws.
 */
export async function alertManager(db: Db, departmentId: number | null): Promise<void> {
  if (departmentId === null) return;
  try {
    const alert = await claimAlert(db, departmentId);
    if (!alert) return;
    logger("assignment").warn(
      { departmentId, waiting: alert.waiting },
      "clients wait, nobody has a place",
    );
    await publishTeam({ departmentId });
    for (const one of await whoToTell(db, departmentId)) await tell(db, departmentId, one, alert);
  } catch (error) {
    logger("assignment").warn({ err: error, departmentId }, "manager not alerted");
  }
}

type Person = { id: string; telegram_id: string };

async function whoToTell(db: Db, departmentId: number): Promise<Person[]> {
  const rows = await db.execute<Person>(sql`
    with near as (
      select o.id, o.telegram_id, case when o.id = d.manager_id then 1
        when o.role = 'manager' and o.department_id = d.id then 2 when o.role = 'admin' then 3 end as distance
      from operators o, departments d where d.id = ${departmentId} and o.is_active)
    select id, telegram_id from near where distance = (select min(distance) from near) order by id`);
  return [...rows];
}

/** One who cannot be reached (blocked the bot) keeps it from nobody else. */
async function tell(db: Db, departmentId: number, one: Person, alert: Alert): Promise<void> {
  try {
    const texts = await operatorTexts(db, Number(one.id));
    const link = new URL("/chat?view=unassigned", env().APP_URL).href;
    const text = `${texts.queueGrows(alert.name, alert.waiting)}\n${link}`;
    await botApi().sendMessage(Number(one.telegram_id), text);
  } catch (error) {
    logger("assignment").warn({ err: error, departmentId, operatorId: one.id }, "not alerted");
  }
}

/** The log line is the claim: under a lock, one for each department and ten minutes. */
async function claimAlert(db: Db, departmentId: number): Promise<Alert | undefined> {
  return db.transaction(async (tx) => {
    if (!(await tryLock(tx, advisoryLocks.alert, departmentId))) return undefined;
    const [alert] = await tx.execute<Alert>(sql`
      select d.name, (
        select count(*)::int from conversations v join clients c on c.id = v.client_id
        where v.work_state <> 'done' and v.incoming_count > 0
          and c.assigned_operator_id is null and c.department_id = d.id) as waiting
      from departments d
      where d.id = ${departmentId} and not exists (
        select 1 from operator_logs l where l.action = 'queue_alerted' and l.timestamp > now() - interval '10 minutes'
          and (l.details ->> 'department_id')::bigint = d.id)`);
    if (!alert || alert.waiting === 0) return undefined;
    await tx.execute(sql`insert into operator_logs (action, description, details) values ('queue_alerted',
      ${`Department ${departmentId}: ${alert.waiting} clients wait, nobody has a place`},
      jsonb_build_object('department_id', ${departmentId}::bigint, 'waiting', ${alert.waiting}::int))`);
    return alert;
  });
}
