import type { Task } from "graphile-worker";
import type { z } from "zod";
import { logger } from "@/lib/core/logger";
import { safeError } from "@/lib/core/safe-error";
import { database } from "@/lib/database";
import { type JobDefinition, PermanentJobError } from "./define-job";
import { oneAtATime } from "./one-at-a-time";
import { inTime, limitedSignal } from "./time-limit";
import { queueJob, wakeUp } from "./wake";

/** Any definition, as the engines take it. */
export type AnyJob = Pick<
  JobDefinition,
  "id" | "cron" | "isPrompt" | "maxAttempts" | "maxDurationSec"
> & {
  payload: z.ZodType;
  // Definitions differ in their payload; each one's schema has parsed it before `run` sees it.
  key(payload: never): string;
  queue?(payload: never): string;
  run(payload: never, ctx: Parameters<JobDefinition["run"]>[1]): Promise<void>;
  onExhausted?(payload: never, error: unknown): Promise<void>;
};

/** Milliseconds after which a wake-up returns that met its key busy, in case the one that runs fails. */
const returnAfter = 15_000;

/** A definition as a task of graphile-worker: `stopping` reaches the job's signal at once. */
export function toTask(job: AnyJob, stopping: AbortSignal): Task {
  return async (payload, helpers) => {
    const { id, attempts } = helpers.job;
    // A row may allow more tries than its job does: an older version added it.
    if (attempts > job.maxAttempts) return;
    const input = job.payload.parse(payload) as never;
    const key = job.key(input);
    const stops = helpers.abortSignal ? [stopping, helpers.abortSignal] : [stopping];
    const run = () => {
      const signal = limitedSignal(job, stops);
      return job.run(input, { jobId: String(id), attempt: attempts, signal, progress() {} });
    };
    try {
      const isOurs = await inTime(job, oneAtATime(key, run));
      // graphile-worker takes all tries of a running job away when another one is added under its key:
      // should the one that runs fail, this wake-up still stands. Under a key of its own: it must not put
      // off the other's next moment.
      if (!isOurs) {
        const again = wakeUp(job, input, { delayMs: returnAfter }, `${key}-return`);
        await queueJob(database(), again);
      }
    } catch (error) {
      const isPermanent = error instanceof PermanentJobError;
      // A worker that stops is no failure of the job: the sweeper finds what is left.
      const isLast = attempts === job.maxAttempts && !stops.some(({ aborted }) => aborted);
      if (isPermanent || isLast) await job.onExhausted?.(input, error);
      if (isPermanent) return;
      const text = attempts < job.maxAttempts ? "job failed, will be tried again" : "job given up";
      logger("worker").warn({ err: error, job: job.id, attempt: attempts }, text);
      // The queue prints what is thrown and keeps it in its table.
      throw safeError(error);
    }
  };
}
