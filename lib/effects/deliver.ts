import type { Db } from "@/db/client";
import { env } from "@/lib/core/env";
import { logger } from "@/lib/core/logger";
import { triggerRun } from "@/lib/queue/trigger-run";
import { queueJob, type WakeUp } from "@/lib/queue/wake";
import type { ChangeEvent, ChangeEvents, EventName, EventOf } from "./events";
import { followUps } from "./follow-ups";
import { heldEvents } from "./hold";

/** Writes the jobs of these events into the embedded queue, when it is the engine; call in their transaction. */
export async function queueJobs(tx: Db, events: ChangeEvent[]): Promise<void> {
  if (env().JOBS_ENGINE !== "embedded") return;
  for (const job of jobsOf(events)) await queueJob(tx, job);
}

/**
 * Does all that follows from committed events, for each audience and job once; or adds them to the list
 * of whoever holds them back (`holdInto`). Never rejects: browsers catch up by themselves and the
 * sweeper finds lost jobs.
 */
export async function deliver(db: Db, events: ChangeEvent[]): Promise<void> {
  const held = heldEvents();
  if (held) {
    held.push(...events);
    return;
  }
  const acts = [...byName(events)].map(([name, same]) => after(db, name, same));
  if (env().JOBS_ENGINE === "trigger") acts.push(...jobsOf(events).map(triggerRun));
  await Promise.all(acts);
}

/** The facts of the events by name: the name itself is not pushed. */
function byName(events: ChangeEvent[]): Map<EventName, object[]> {
  const found = new Map<EventName, object[]>();
  for (const { name, ...facts } of events) {
    const same = found.get(name);
    if (same) same.push(facts);
    else found.set(name, [facts]);
  }
  return found;
}

async function after<N extends EventName>(db: Db, name: N, all: object[]): Promise<void> {
  try {
    await followUps[name].after?.(db, all as ChangeEvents[N][]);
  } catch (error) {
    logger("effects").warn({ err: error, event: name }, "not everybody was told of a change");
  }
}

/** Each job once, in one order: two transactions that queue the same jobs must not wait for each other. */
function jobsOf(events: ChangeEvent[]): WakeUp[] {
  const found = new Map<string, WakeUp>();
  for (const event of events) {
    const job = jobOf(event);
    if (job) found.set(job.key, job);
  }
  return [...found.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

function jobOf<N extends EventName>(event: EventOf<N>): WakeUp | undefined {
  return followUps[event.name as N].job?.(event);
}
