import { sql } from "drizzle-orm";
import type { z } from "zod";
import { afterCommit } from "@/db/after-commit";
import type { Db } from "@/db/client";
import { env } from "@/lib/core/env";
import type { JobDescriptor } from "./jobs";
import { triggerRun } from "./trigger-run";

export type When = {
  /** Milliseconds from now by the database's clock, which may differ from this machine's. */
  delayMs?: number;
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
export function wake<S extends z.ZodType>(
  db: Db,
  job: JobDescriptor<S>,
  payload: z.output<S> & Record<string, unknown>,
  when: When = {},
): Promise<void> {
  return wakeByKey(db, job, job.key(payload), payload, when, job.queue?.(payload));
}

/** The same with the payload's key given. */
export async function wakeByKey(
  db: Db,
  { id, maxAttempts }: Pick<JobDescriptor, "id" | "maxAttempts">,
  lane: string,
  payload: Record<string, unknown>,
  when: When = {},
  queue: string | null = null,
): Promise<void> {
  const { delayMs = 0, isRepeat = false } = when;
  // A wait must not swallow a wake-up with news, so it has a key of its own.
  const key = delayMs > 0 ? `${lane}-later` : lane;
  if (env().JOBS_ENGINE === "trigger") {
    return afterCommit(db, () => triggerRun({ id, payload, lane: queue ?? lane, key, ...when }));
  }
  await db.execute(sql`select wake_job_in(${id}, ${JSON.stringify(payload)}::json, ${key},
    make_interval(secs => ${delayMs / 1000}), ${maxAttempts}::int,
    ${isRepeat ? "unsafe_dedupe" : "replace"}, ${queue})`);
}
