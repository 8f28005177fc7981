import { sql } from "drizzle-orm";
import { afterCommit } from "@/db/after-commit";
import type { Db } from "@/db/client";
import { env } from "@/lib/core/env";
import { triggerRun } from "./trigger-run";

export type JobRequest = {
  id: string;
  payload: Record<string, unknown>;
  /** Waiting jobs with the same key are one. */
  key: string;
  /**
   * Jobs of one lane run one after another. Without one, a job added under the key of a running one
   * would spoil that (graphile-worker).
   */
  lane: string;
  runAt?: Date;
  /** A repeated wake-up that nothing new stands behind: at most one in so many seconds. */
  oncePerSec?: number;
  /** Nothing new stands behind it at all: a job of this key that waits or runs keeps its tries and pauses. */
  isRepeat?: boolean;
};

/**
 * Wakes a job. Embedded: a row in graphile-worker's queue, in the caller's transaction when `db` is
 * one. Trigger.dev: a call, after the commit when `db` is a transaction and never when that rolls
 * back; it never rejects, because the sweeper finds what was lost.
 */
export async function addJob(db: Db, job: JobRequest): Promise<void> {
  if (env().JOBS_ENGINE === "trigger") return afterCommit(db, () => triggerRun(job));
  const payload = JSON.stringify(job.payload);
  const runAt = job.runAt?.toISOString() ?? null;
  const mode = job.isRepeat ? "unsafe_dedupe" : "replace";
  await db.execute(sql`select wake_job(${job.id}, ${payload}::json, ${job.lane}, ${job.key},
    coalesce(${runAt}::timestamptz, now()), ${mode})`);
}
