import { AbortTaskRunError, metadata, schedules, task } from "@trigger.dev/sdk";
import { safeError } from "@/lib/core/safe-error";
import { type JobContext, PermanentJobError } from "@/lib/queue/define-job";
import { inTime, killedAfterSec, limitedSignal } from "@/lib/queue/time-limit";
import type { AnyJob } from "@/lib/queue/to-task";
import { hintsSent } from "@/lib/realtime/publish";

type Run = { ctx: { run: { id: string }; attempt: { number: number } }; signal: AbortSignal };

/**
 * A definition as a task of Trigger.dev: its queue lets one run of a concurrency key, or of a schedule,
 * go at a time; `PermanentJobError` ends the run.
 */
export function toTriggerTask(job: AnyJob) {
  const options = {
    id: job.id,
    maxDuration: killedAfterSec(job),
    retry: {
      maxAttempts: job.maxAttempts,
      factor: 2,
      minTimeoutInMs: 1000,
      maxTimeoutInMs: 300_000,
      randomize: true,
    },
    queue: { name: job.id, concurrencyLimit: 1 },
    run: (payload: unknown, run: Run) => runJob(job, payload, run),
    onFailure: async ({ payload, error }: { payload: unknown; error: unknown }) => {
      const cause = error instanceof AbortTaskRunError ? error.cause : error;
      await job.onExhausted?.(job.payload.parse(payload) as never, cause);
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
    signal: limitedSignal(job, [signal]),
    progress: (percent) => void metadata.set("progress", percent),
  };
  try {
    await inTime(job, job.run(job.payload.parse(payload) as never, given));
  } catch (error) {
    if (error instanceof PermanentJobError) throw endsRun(error);
    // Trigger.dev keeps what is thrown, on its own servers.
    throw safeError(error);
  } finally {
    // The machine is frozen or gone after the run.
    await hintsSent();
  }
}

/** Trigger.dev keeps the message alone; the cause is for `onFailure`, which runs in the same process. */
const endsRun = (error: PermanentJobError) =>
  Object.assign(new AbortTaskRunError(error.message), { cause: error });
