import { Logger, parseCronItems, run, type TaskList } from "graphile-worker";
import postgres from "postgres";
import type { z } from "zod";
import { env } from "@/lib/core/env";
import { logger } from "@/lib/core/logger";
import { type JobDefinition, PermanentJobError, RetryAt } from "./define-job";

/** Jobs at once; each may hold two of the pool's connections. */
const concurrency = 4;
/** Milliseconds between looks at locks that dead workers left. */
const sweepEvery = 5000;

type AnyJob = Pick<JobDefinition, "id" | "cron" | "maxDurationSec"> & {
  payload: z.ZodType;
  // Definitions differ in their payload; each one's schema has parsed it before `run` sees it.
  run(payload: never, ctx: Parameters<JobDefinition["run"]>[1]): Promise<void>;
};

/** Runs jobs from Postgres until stopped; a stop waits for running ones, at most 8 s. */
export async function runEmbedded(jobs: AnyJob[]): Promise<{ stop(): Promise<void> }> {
  const log = logger("worker");
  const stopping = new AbortController();
  const tasks: TaskList = Object.fromEntries(
    jobs.map((job) => [job.id, toTask(job, stopping.signal)]),
  );
  const crons = jobs.flatMap((job) => (job.cron ? [{ task: job.id, match: job.cron }] : []));
  const runner = await run({
    connectionString: env().DATABASE_URL,
    concurrency,
    pollInterval: 1000,
    noHandleSignals: true,
    gracefulShutdownAbortTimeout: 8000,
    taskList: tasks,
    parsedCronItems: parseCronItems(
      crons.map((cron) => ({ ...cron, options: { backfillPeriod: 0 } })),
    ),
    logger: new Logger(() => (level, message) => {
      if (level === "error") log.error(message);
    }),
  });
  const guard = await watchDeadWorkers();
  return {
    async stop() {
      stopping.abort();
      await guard.stop();
      await runner.stop().catch(() => undefined);
    },
  };
}

function toTask(job: AnyJob, stopping: AbortSignal): TaskList[string] {
  return async (payload, helpers) => {
    const input = job.payload.parse(payload) as never;
    const timeout = AbortSignal.timeout(job.maxDurationSec * 1000);
    const signal = AbortSignal.any([stopping, timeout]);
    const { id, attempts } = helpers.job;
    try {
      await job.run(input, { jobId: String(id), attempt: attempts, signal, progress() {} });
    } catch (error) {
      if (error instanceof PermanentJobError) return;
      if (error instanceof RetryAt) {
        await helpers.addJob(job.id, payload, { runAt: error.date });
        return;
      }
      logger("worker").warn(
        { err: error, job: job.id, attempt: attempts },
        "job failed, will be tried again",
      );
      throw error;
    }
  };
}

/**
 * graphile-worker waits four hours before it believes that a worker died. One worker process runs
 * against a database at a time in the embedded set-up and holds this lock; whoever gets it knows
 * that every job locked before belongs to the dead, and frees it.
 */
async function watchDeadWorkers() {
  const sql = postgres(env().DATABASE_URL, { max: 1, onnotice() {} });
  let isOwner = false;
  const look = async () => {
    if (isOwner) return;
    const [row] = await sql<{ held: boolean }[]>`select pg_try_advisory_lock(7002) as held`;
    if (!row?.held) return;
    isOwner = true;
    // The lock is fresh, so nobody else runs: whatever was locked before this moment is abandoned.
    await sql`update graphile_worker._private_jobs set locked_at = null, locked_by = null
      where locked_at < now() - interval '1 second'`;
    await sql`update graphile_worker._private_job_queues set locked_at = null, locked_by = null
      where locked_at < now() - interval '1 second'`;
  };
  await look();
  const timer = setInterval(() => look().catch(() => undefined), sweepEvery);
  return {
    async stop() {
      clearInterval(timer);
      await sql.end({ timeout: 2 });
    },
  };
}
