import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";

/**
 * Removes what the embedded queue keeps for ever: lanes without a job (each file has had one) and jobs
 * whose tries are used up. Private tables: the version of graphile-worker is pinned.
 */
export async function tidyQueue(db: Db): Promise<void> {
  await db.execute(sql`delete from graphile_worker._private_jobs
    where attempts = max_attempts and locked_at is null and updated_at < now() - interval '7 days'`);
  await db.execute(sql`delete from graphile_worker._private_job_queues as lane
    where locked_at is null and not exists (
      select 1 from graphile_worker._private_jobs as job where job.job_queue_id = lane.id)`);
}
