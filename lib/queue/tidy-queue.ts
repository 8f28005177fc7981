import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";

/** Removes what the embedded queue keeps for ever: jobs whose tries are used up, after a week. */
export async function tidyQueue(db: Db): Promise<void> {
  await db.execute(sql`select graphile_worker.complete_jobs(array(
    select id from graphile_worker.jobs
    where attempts >= max_attempts and locked_at is null and updated_at < now() - interval '7 days'))`);
}
