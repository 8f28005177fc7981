import postgres from "postgres";
import { readDatabaseUrl, refusePooler as refuse } from "@/db/database-url";
import { env } from "@/lib/core/env";

/** Throws one sentence for an address on which a worker's lock would not be its own. */
export const refusePooler = (address: string) => refuse(address, "The worker");

/**
 * The connection on which a worker holds a lock named after its pool for as long as it lives, so that
 * others see who is alive: graphile-worker by itself believes in a death only after four hours.
 * Rejects when the database is away.
 */
export async function openPoolLock() {
  const { url, prepare } = readDatabaseUrl(env().DATABASE_URL);
  const sql = postgres(url, {
    max: 1,
    prepare,
    connect_timeout: 5,
    // An idle connection must stay: the lock would go with it.
    max_lifetime: null,
    onnotice() {},
    connection: { application_name: "crm-worker" },
  });
  try {
    await sql`select 1`;
  } catch (error) {
    await sql.end({ timeout: 0 });
    throw error;
  }
  return {
    /** Takes the lock unless it is held (a restarted Postgres lost it), and frees what the dead hold. */
    async tend(pool: string): Promise<void> {
      await sql`
        select case when exists (
          select 1 from pg_locks where locktype = 'advisory' and granted and pid = pg_backend_pid()
            and classid = 7002 and objid = (hashtext(${pool})::bigint & 4294967295)::oid
        ) then true else pg_try_advisory_lock(7002, hashtext(${pool})) end`;
      await freeDead(sql);
    },
    close: () => sql.end({ timeout: 2 }),
  };
}

/**
 * Jobs and lanes locked by a pool whose lock is free can run again. Two private tables: the version of
 * graphile-worker is pinned. Right after a start of Postgres the living have not taken theirs again yet.
 */
async function freeDead(sql: postgres.Sql): Promise<void> {
  for (const table of ["_private_jobs", "_private_job_queues"]) {
    await sql`
      update graphile_worker.${sql(table)} set locked_at = null, locked_by = null
      where locked_at < now() - interval '1 second'
        and pg_postmaster_start_time() < now() - interval '10 seconds'
        and not exists (
          select 1 from pg_locks where locktype = 'advisory' and granted and classid = 7002
            and objid = (hashtext(locked_by)::bigint & 4294967295)::oid
            and database = (select oid from pg_database where datname = current_database()))`;
  }
}
