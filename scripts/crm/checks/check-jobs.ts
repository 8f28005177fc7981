import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { env } from "@/lib/core/env";
import { workerRuns } from "@/lib/queue/worker-runs";
import { checkTrigger } from "./check-trigger";
import { Unwell } from "./unwell";

const start = "Start the worker with the web server's variables: npm run worker";

/** A worker is alive and keeps up: the jobs of each minute would be the first to be late. */
export async function checkJobs(): Promise<string> {
  if (env().JOBS_ENGINE === "trigger") return checkTrigger();
  if (!(await workerRuns(db()))) throw new Unwell("no worker runs", start);
  const [row] = await db().execute<{ late: number; failed: number }>(
    sql`select count(*) filter (where locked_at is null and run_at < now() - interval '5 minutes' and attempts < max_attempts)::int as late,
      count(*) filter (where attempts >= max_attempts)::int as failed from graphile_worker.jobs`,
  );
  if (row && row.late > 0) {
    const advice = "See the worker's log and restart it: what is queued is kept.";
    throw new Unwell(`${row.late} jobs have been waiting for over 5 minutes`, advice);
  }
  return `a worker runs, no job is late, ${row?.failed ?? 0} given up`;
}
