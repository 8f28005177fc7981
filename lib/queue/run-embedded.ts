import { EventEmitter } from "node:events";
import { writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { Logger, type Runner, run, type WorkerEvents } from "graphile-worker";
import { advisoryLocks } from "@/db/advisory-locks";
import { prepareWorkerDatabase } from "@/db/client";
import { env } from "@/lib/core/env";
import { logger } from "@/lib/core/logger";
import { database } from "@/lib/database";
import { tellClock } from "./clock-skew";
import { freeDead } from "./free-dead";
import { heartbeat, type LockSession, openLockSession } from "./lock-session";
import { scheduleOf } from "./run-schedule";
import { type AnyJob, toTask } from "./to-task";

/**
 * Jobs at once: of those that people wait for, and of the others. A place of the first costs nothing but
 * memory, and there are more than can hang: Telegram takes 30 messages a second, and a call ends after 50.
 */
const places = { prompt: 2000, other: 8 };
/** Connections of the process for rows: no job keeps one while it waits for somebody. */
const connections = 12;
/** Milliseconds between tries to start: the first, and the longest. */
const retryAfter = { first: 500, longest: 5000 };

type Group = { jobs: AnyJob[]; concurrency: number };

/**
 * Runs jobs from Postgres until stopped. Returns at once: without Postgres it says so in the log and
 * tries again until there is one, and it starts anew when the queue gave up during an outage.
 * A stop waits for running jobs, at most 8 s before they are aborted.
 */
export function runEmbedded(jobs: AnyJob[]): { stop(): Promise<void> } {
  prepareWorkerDatabase(connections);
  const stopping = new AbortController();
  const done = supervise(jobs, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await done;
    },
  };
}

async function supervise(jobs: AnyJob[], stopping: AbortSignal) {
  let wait = retryAfter.first;
  while (!stopping.aborted) {
    try {
      await runOnce(jobs, stopping, () => {
        wait = retryAfter.first;
        logger("worker").info("worker started");
      });
    } catch (error) {
      if (stopping.aborted) return;
      warn(error, wait);
      await sleep(wait, undefined, { signal: stopping }).catch(() => undefined);
      wait = Math.min(wait * 2, retryAfter.longest);
    }
  }
}

function warn(error: unknown, wait: number = heartbeat) {
  const text = `the queue is out of reach, trying again in ${wait / 1000} s`;
  logger("worker").warn({ err: error }, text);
}

/** One life of the queue: until the stop, or until it gives up, which rejects. */
async function runOnce(jobs: AnyJob[], stopping: AbortSignal, started: () => void): Promise<void> {
  // Its connection comes first: an absent database is noticed before anything is begun.
  const session = await openLockSession();
  const groups: Group[] = [
    { jobs: jobs.filter(({ isPrompt }) => isPrompt), concurrency: places.prompt },
    { jobs: jobs.filter(({ isPrompt }) => !isPrompt), concurrency: places.other },
  ];
  const running: { runner: Runner; pool: string }[] = [];
  let timer: NodeJS.Timeout | undefined;
  try {
    for (const group of groups) running.push(await start(group, stopping));
    const ended = running.map(({ runner }) => runner.promise);
    // They may end while nobody waits for it yet.
    for (const one of ended) one.catch(() => undefined);
    const tend = tending(
      session,
      running.map(({ pool }) => pool),
      scheduleOf(jobs),
    );
    await tend();
    timer = setInterval(() => tend().catch((error) => warn(error)), heartbeat);
    started();
    await Promise.race([...ended, once(stopping)]);
    if (!stopping.aborted) throw new Error("the queue stopped by itself");
  } finally {
    clearInterval(timer);
    const stops = running.map(({ runner }) => runner.stop().catch(() => undefined));
    await stayAlive(session, Promise.all(stops));
    await session.close();
  }
}

/** What a worker does every few seconds; it is its sign of life, too. */
function tending(session: LockSession, pools: string[], schedule: ReturnType<typeof scheduleOf>) {
  let isBusy = false;
  return async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      for (const pool of pools) await keepPool(session, pool);
      await freeDead(session.sql);
      await tellClock(session.sql);
      await schedule(database());
      const { WORKER_ALIVE_FILE } = env();
      // What a container's health check looks at: the time of its last change.
      if (WORKER_ALIVE_FILE) await writeFile(WORKER_ALIVE_FILE, "");
    } finally {
      isBusy = false;
    }
  };
}

/** Takes the lock that says that the pool lives, unless it is held: a restarted Postgres lost it. */
async function keepPool({ sql }: LockSession, pool: string): Promise<void> {
  await sql`
    select case when exists (
      select 1 from pg_locks where locktype = 'advisory' and granted and pid = pg_backend_pid()
        and classid = ${advisoryLocks.pool.number} and objid = (hashtext(${pool})::bigint & 4294967295)::oid
    ) then true else pg_try_advisory_lock(${advisoryLocks.pool.number}, hashtext(${pool})) end`;
}

/** Jobs that are still under way keep their locks. */
async function stayAlive({ sql }: LockSession, ending: Promise<unknown>): Promise<void> {
  const beat = setInterval(() => void sql`select 1`.catch(() => undefined), heartbeat);
  await ending;
  clearInterval(beat);
}

async function start({ jobs, concurrency }: Group, stopping: AbortSignal) {
  const log = logger("worker");
  const events: WorkerEvents = new EventEmitter();
  const pool = new Promise<string>((resolve) => {
    events.once("pool:create", ({ workerPool }) => resolve(workerPool.id));
  });
  // Many places share one look for work; with few each looks for itself, and takes no more than it can do.
  const isWide = concurrency > 100;
  const runner = await run({
    connectionString: env().DATABASE_URL,
    concurrency,
    // One listens, the others fetch jobs and mark them as done, in batches.
    maxPoolSize: 4,
    pollInterval: 1000,
    noHandleSignals: true,
    gracefulShutdownAbortTimeout: 8000,
    events,
    preset: {
      worker: {
        // In batches, because only these are tried again while the database is away: one alone that
        // could not be marked as done would end the process.
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
        ...(isWide ? { localQueue: { size: concurrency } } : {}),
      },
    },
    taskList: Object.fromEntries(jobs.map((job) => [job.id, toTask(job, stopping)])),
    logger: new Logger(() => (level, message) => {
      if (level === "error") log.error(message);
    }),
  });
  return { runner, pool: await pool };
}

function once(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) =>
    signal.addEventListener("abort", () => resolve(), { once: true }),
  );
}
