import type postgres from "postgres";
import { advisoryLocks } from "@/db/advisory-locks";

type Dead = { id: string; locked_by: string; attempts: number };

/**
 * Frees the jobs of pools whose lock is free: they run again, and the try that was cut short is not
 * counted. Right after a start of Postgres the living have not taken theirs again yet. Times are compared
 * as distances, because the clock may have stepped back since they were written.
 */
export async function freeDead(sql: postgres.Sql): Promise<void> {
  const dead = await sql<Dead[]>`
    select id, locked_by, attempts from graphile_worker.jobs
    where locked_by is not null and abs(extract(epoch from now() - locked_at)) > 1
      and not (pg_postmaster_start_time() between now() - interval '10 seconds' and now())
      and not exists (
        select 1 from pg_locks where locktype = 'advisory' and granted and classid = ${advisoryLocks.pool.number}
          and objid = (hashtext(locked_by)::bigint & 4294967295)::oid
          and database = (select oid from pg_database where datname = current_database()))`;
  if (dead.length === 0) return;
  const pools = [...new Set(dead.map(({ locked_by }) => locked_by))];
  await sql.begin(async (tx) => {
    await tx`select graphile_worker.force_unlock_workers(${pools}::text[])`;
    await tx`select graphile_worker.reschedule_jobs(array[job.id], attempts => job.attempts)
      from unnest(${dead.map(({ id }) => id)}::bigint[],
        ${dead.map(({ attempts }) => Math.max(0, attempts - 1))}::int[]) as job (id, attempts)`;
    await tx`select pg_notify('jobs:insert', ${JSON.stringify({ count: dead.length })})`;
  });
}
