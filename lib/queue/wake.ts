import { sql } from "drizzle-orm";
import type { z } from "zod";
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

/** A job that is to run, as both engines take it. */
export type WakeUp = When & {
  id: string;
  payload: Record<string, unknown>;
  /** Waiting jobs with the same key are one. */
  key: string;
  /** Trigger.dev's: runs with the same one go one after another. */
  concurrencyKey: string;
  /** The embedded queue's: jobs of the same queue run one after another; null: by their key alone. */
  queue: string | null;
  maxAttempts: number;
};

/** A run of `job` with this payload, under its own key unless another is given. */
export function wakeUp<S extends z.ZodType>(
  job: Pick<JobDescriptor<S>, "id" | "maxAttempts" | "key" | "queue">,
  payload: z.output<S> & Record<string, unknown>,
  when: When = {},
  ownKey: string = job.key(payload),
): WakeUp {
  const { id, maxAttempts } = job;
  const queue = job.queue?.(payload) ?? null;
  // A wait must not swallow a wake-up with news, so it has a key of its own.
  const key = when.delayMs ? `${ownKey}-later` : ownKey;
  return { ...when, id, payload, key, concurrencyKey: queue ?? ownKey, queue, maxAttempts };
}

/**
 * Wakes a job for what is committed already: a repeat, or a later moment. What a change brings about is
 * announced instead (`lib/effects`). Trigger.dev's part never rejects: the sweeper finds what was lost.
 */
export async function wake(db: Db, job: WakeUp): Promise<void> {
  if (env().JOBS_ENGINE === "trigger") await triggerRun(job);
  else await queueJob(db, job);
}

/** A row in graphile-worker's queue, in the caller's transaction when `db` is one. */
export async function queueJob(db: Db, job: WakeUp): Promise<void> {
  const { id, payload, key, delayMs = 0, isRepeat = false, maxAttempts, queue } = job;
  await db.execute(sql`select wake_job_in(${id}, ${JSON.stringify(payload)}::json, ${key},
    make_interval(secs => ${delayMs / 1000}), ${maxAttempts}::int,
    ${isRepeat ? "unsafe_dedupe" : "replace"}, ${queue})`);
}
