import type { Task } from "graphile-worker";
import type { z } from "zod";
import { logger } from "@/lib/core/logger";
import { safeError } from "@/lib/core/safe-error";
import { type JobDefinition, PermanentJobError, RetryAt } from "./define-job";

/** Any definition, as the engines take it. */
export type AnyJob = Pick<
  JobDefinition,
  "id" | "cron" | "isPrompt" | "maxAttempts" | "maxDurationSec"
> & {
  payload: z.ZodType;
  // Definitions differ in their payload; each one's schema has parsed it before `run` sees it.
  run(payload: never, ctx: Parameters<JobDefinition["run"]>[1]): Promise<void>;
  lane?(payload: never): string;
  onExhausted?(payload: never, error: unknown): Promise<void>;
};

/** A definition as a task of graphile-worker: `stopping` reaches the job's signal at once. */
export function toTask(job: AnyJob, stopping: AbortSignal): Task {
  return async (payload, helpers) => {
    const input = job.payload.parse(payload) as never;
    const timeout = AbortSignal.timeout(job.maxDurationSec * 1000);
    const given = helpers.abortSignal ? [helpers.abortSignal] : [];
    const signal = AbortSignal.any([stopping, timeout, ...given]);
    const { id, attempts } = helpers.job;
    try {
      await job.run(input, { jobId: String(id), attempt: attempts, signal, progress() {} });
    } catch (error) {
      if (error instanceof RetryAt) {
        await helpers.addJob(job.id, payload, { runAt: error.date });
        return;
      }
      const isPermanent = error instanceof PermanentJobError;
      if (isPermanent || attempts === job.maxAttempts) await job.onExhausted?.(input, error);
      if (isPermanent) return;
      logger("worker").warn(
        { err: error, job: job.id, attempt: attempts },
        "job failed, will be tried again",
      );
      // The queue prints what is thrown and keeps it in its table.
      throw safeError(error);
    }
  };
}
