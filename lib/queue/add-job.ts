import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { env } from "@/lib/core/env";
import { logger } from "@/lib/core/logger";

export type JobRequest = {
  id: string;
  payload: Record<string, unknown>;
  /** Waiting jobs with the same key are one. */
  key: string;
  /** Jobs of one lane run one after another. */
  lane?: string;
  runAt?: Date;
};

/**
 * Wakes a job. Embedded: a row in graphile-worker's queue, in the caller's transaction when `db` is
 * one. Trigger.dev: a call; a refusal is logged, because the sweeper finds what was lost.
 */
export async function addJob(db: Db, job: JobRequest): Promise<void> {
  if (env().JOBS_ENGINE === "trigger") return trigger(job);
  const payload = JSON.stringify(job.payload);
  const runAt = job.runAt?.toISOString() ?? null;
  await db.execute(sql`select graphile_worker.add_job(
    ${job.id}, ${payload}::json, queue_name => ${job.lane ?? null}, run_at => coalesce(${runAt}::timestamptz, now()),
    max_attempts => 25, job_key => ${job.key}, job_key_mode => 'replace')`);
}

async function trigger(job: JobRequest): Promise<void> {
  try {
    // Lazily: the SDK costs 400 ms and 96 MB.
    const { tasks } = await import("@trigger.dev/sdk");
    await tasks.trigger(job.id, job.payload, {
      ...(job.lane ? { concurrencyKey: job.lane } : {}),
      ...(job.runAt ? { delay: job.runAt } : {}),
    });
  } catch (error) {
    logger("queue").warn({ err: error, job: job.id }, "job not triggered");
  }
}
