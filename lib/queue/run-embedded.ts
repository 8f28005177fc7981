import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Logger, parseCronItems, type Runner, run, type WorkerEvents } from "graphile-worker";
import { widenDatabase } from "@/db/client";
import { env } from "@/lib/core/env";
import { logger } from "@/lib/core/logger";
import { openPoolLock } from "./pool-lock";
import { type AnyJob, toTask } from "./to-task";

/** Jobs at once: of those that people wait for, and of the others. Neither takes the other's places. */
const places = { prompt: 6, other: 4 };
/** Milliseconds between looks at locks that dead workers left. */
const sweepEvery = 5000;
/** Milliseconds between tries to start: the first, and the longest. */
const retryAfter = { first: 500, longest: 5000 };

/**
 * Runs jobs from Postgres until stopped. Answers at once: without Postgres it says so in the log and
 * tries again until there is one, and it starts anew when the queue gave up during an outage.
 * A stop waits for running jobs, at most 8 s before they are aborted.
 */
export function runEmbedded(jobs: AnyJob[]): { stop(): Promise<void> } {
  // A job holds two at most: a lock, and one for its rows. With fewer, senders would wait for one another.
  widenDatabase(2 * (places.prompt + places.other));
  const stopping = new AbortController();
  const groups = [
    { jobs: jobs.filter(({ isPrompt }) => isPrompt), concurrency: places.prompt },
    { jobs: jobs.filter(({ isPrompt }) => !isPrompt), concurrency: places.other },
  ];
  const up = new Set<Group>();
  const done = groups.map((group) =>
    supervise(group, stopping.signal, (isUp) => {
      if (!isUp) up.delete(group);
      else if (up.add(group).size === groups.length) logger("worker").info("worker started");
    }),
  );
  return {
    async stop() {
      stopping.abort();
      await Promise.all(done);
    },
  };
}

/** Jobs that share places, and how many of them run at once. */
type Group = { jobs: AnyJob[]; concurrency: number };

async function supervise(group: Group, stopping: AbortSignal, tell: (isUp: boolean) => void) {
  let wait = retryAfter.first;
  while (!stopping.aborted) {
    try {
      await runOnce(group, stopping, () => {
        wait = retryAfter.first;
        tell(true);
      });
    } catch (error) {
      if (stopping.aborted) return;
      tell(false);
      warn(error, wait);
      await sleep(wait, undefined, { signal: stopping }).catch(() => undefined);
      wait = Math.min(wait * 2, retryAfter.longest);
    }
  }
}

function warn(error: unknown, wait: number = sweepEvery) {
  const words = `the queue is out of reach, trying again in ${wait / 1000} s`;
  logger("worker").warn({ err: error }, words);
}

/** One life of a group's queue: until the stop, or until it gives up, which rejects. */
async function runOnce(group: Group, stopping: AbortSignal, started: () => void): Promise<void> {
  // Its connection comes first: an absent database is noticed before anything is begun.
  const lock = await openPoolLock();
  let runner: Runner | undefined;
  let timer: NodeJS.Timeout | undefined;
  try {
    const events: WorkerEvents = new EventEmitter();
    const pool = new Promise<string>((resolve) => {
      events.once("pool:create", ({ workerPool }) => resolve(workerPool.id));
    });
    runner = await startRunner(group, stopping, events);
    const ended = runner.promise;
    // It may end while nobody waits for it yet.
    ended.catch(() => undefined);
    const id = await pool;
    await lock.tend(id);
    timer = setInterval(() => lock.tend(id).catch((error) => warn(error)), sweepEvery);
    started();
    await Promise.race([ended, once(stopping)]);
    if (!stopping.aborted) throw new Error("the queue stopped by itself");
  } finally {
    clearInterval(timer);
    await runner?.stop().catch(() => undefined);
    await lock.close();
  }
}

function startRunner({ jobs, concurrency }: Group, stopping: AbortSignal, events: WorkerEvents) {
  const log = logger("worker");
  const crons = jobs.flatMap((job) => (job.cron ? [{ task: job.id, match: job.cron }] : []));
  return run({
    connectionString: env().DATABASE_URL,
    concurrency,
    maxPoolSize: concurrency + 2,
    pollInterval: 1000,
    noHandleSignals: true,
    gracefulShutdownAbortTimeout: 8000,
    events,
    // In batches, because only these are tried again while the database is away: one alone that could
    // not be marked as done would end the process.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    taskList: Object.fromEntries(jobs.map((job) => [job.id, toTask(job, stopping)])),
    parsedCronItems: parseCronItems(
      crons.map((cron) => ({ ...cron, options: { backfillPeriod: 0 } })),
    ),
    logger: new Logger(() => (level, message) => {
      if (level === "error") log.error(message);
    }),
  });
}

function once(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) =>
    signal.addEventListener("abort", () => resolve(), { once: true }),
  );
}
