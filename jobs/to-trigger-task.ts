import { AbortTaskRunError, metadata, schedules, task } from "@trigger.dev/sdk";
import { safeError } from "@/lib/core/safe-error";
import { type JobContext, PermanentJobError, RetryAt } from "@/lib/queue/define-job";
import type { AnyJob } from "@/lib/queue/to-task";
import { hintsSent } from "@/lib/realtime/publish";

type Run = { ctx: { run: { id: string }; attempt: { number: number } }; signal: AbortSignal };

/**
 * A definition as a task of Trigger.dev: its queue lets one run of a lane, or of a schedule, go at a
 * time; `RetryAt` waits for its moment, `PermanentJobError` ends the run.
 */
export function toTriggerTask(job: AnyJob) {
  const options = {
    id: job.id,
    maxDuration: job.maxDurationSec,
    retry: {
      maxAttempts: job.maxAttempts,
      factor: 2,
      minTimeoutInMs: 1000,
      maxTimeoutInMs: 300_000,
      randomize: true,
    },
    queue: { name: job.id, concurrencyLimit: 1 },
    run: (payload: unknown, run: Run) => runJob(job, payload, run),
    catchError: async ({ error }: { error: unknown }) =>
      error instanceof RetryAt ? { retryAt: error.date } : undefined,
    onFailure: async ({ payload, error }: { payload: unknown; error: unknown }) => {
      await job.onExhausted?.(job.payload.parse(payload) as never, error);
    },
  };
  if (!job.cron) return task(options);
  // Without a window of zero Trigger.dev runs it any time within the next hour.
  return schedules.task({ ...options, cron: { pattern: job.cron, timezone: "UTC", window: "0m" } });
}

async function runJob(job: AnyJob, payload: unknown, { ctx, signal }: Run): Promise<void> {
  const given: JobContext = {
    jobId: ctx.run.id,
    attempt: ctx.attempt.number,
    signal,
    progress: (percent) => void metadata.set("progress", percent),
  };
  try {
    await job.run(job.payload.parse(payload) as never, given);
  } catch (error) {
    if (error instanceof PermanentJobError) throw new AbortTaskRunError(error.message);
    if (error instanceof RetryAt) throw error;
    // Trigger.dev keeps what is thrown, outside our house.
    throw safeError(error);
  } finally {
    // The machine is frozen or gone after the run.
    await hintsSent();
  }
}
