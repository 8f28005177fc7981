import { sql } from "drizzle-orm";
import { advisoryLocks } from "@/db/advisory-locks";
import type { Db } from "@/db/client";

/** Whether a worker of the embedded engine is alive: it holds a lock of its own (run-embedded.ts). */
export async function workerRuns(db: Db): Promise<boolean> {
  const [row] = await db.execute<{ runs: boolean }>(sql`
    select exists (select 1 from pg_locks where locktype = 'advisory' and granted and classid = ${advisoryLocks.pool.number}
      and database = (select oid from pg_database where datname = current_database())) as runs`);
  return row?.runs ?? false;
}
