import { is } from "drizzle-orm";
import { PgTransaction } from "drizzle-orm/pg-core";
import type { Db, Tx } from "@/db/client";
import { deliver, queueJobs } from "./deliver";
import type { ChangeEvent } from "./events";
import { holdInto } from "./hold";

const announced = Symbol.for("crm.announced");
type Announcing = { [announced]: ChangeEvent[] };

/** A transaction in which whatever changes rows announces it: only `change` opens one. */
export type ChangeTx = Tx & Announcing;

/**
 * Runs `run` in a transaction and delivers what it announced after the commit: pushes to browsers,
 * jobs, webhooks, messages to people (`follow-ups.ts`). Jobs of the embedded queue are written in the
 * transaction itself. What rolls back, a savepoint too, announces nothing. In a `change` that is open
 * already it is a savepoint of it. The delivery never rejects: the commit stands whatever becomes of it.
 */
export async function change<T>({ db }: { db: Db }, run: (tx: ChangeTx) => Promise<T>): Promise<T> {
  const outer = eventsOf(db);
  if (!outer && is(db, PgTransaction))
    throw new Error("a change in a transaction that keeps no events");
  const events: ChangeEvent[] = [];
  const result = await db.transaction(async (tx) => {
    const value = await run(Object.assign(tx, { [announced]: events }));
    if (!outer) await queueJobs(tx, events);
    return value;
  });
  if (outer) outer.push(...events);
  else await deliver(db, events);
  return result;
}

/** Notes what follows from the change that `tx` is; see `events.ts`. */
export function announce(tx: ChangeTx, ...events: ChangeEvent[]): void {
  tx[announced].push(...events);
}

const eventsOf = (db: Db & Partial<Announcing>): ChangeEvent[] | undefined => db[announced];

/** Delivers what several changes announce together once all are through, also when a later one fails. */
export async function together<T>({ db }: { db: Db }, run: () => Promise<T>): Promise<T> {
  const events: ChangeEvent[] = [];
  try {
    return await holdInto(events, run);
  } finally {
    await deliver(db, events);
  }
}
