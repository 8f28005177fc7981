import { type SQL, sql } from "drizzle-orm";
import type { Db } from "./client";

/**
 * Every advisory lock of the product. A transaction that takes several takes them in this order, those
 * of one kind in the order of their keys, and all of them before it locks rows: nothing then waits in a
 * circle. Those that are only tried wait for nobody. SQL functions name the same numbers (tested). A
 * number or text never changes: servers of the previous release must meet ours at the same lock.
 */
export const advisoryLocks = {
  /** One process migrates, the others wait. Held by a session. */
  migration: { number: 728_105_511 },
  /** One process writes demo data. */
  seed: { number: 728_105_512 },
  /** A worker's pool lives: its jobs are not free. Key: the pool's name. Held by a session, tried. */
  pool: { number: 7002, key: "text" },
  /** One process asks Telegram for updates. Key: the bot. Tried. */
  polling: { number: 7005, key: "text" },
  /** One sender to a chat. Key: the conversation. Tried, by a worker's session or a transaction. */
  chat: { number: 7001, key: "id" },
  /** One department is written at a time: names, codes and the default are compared with all others. */
  departments: { text: "departments" },
  /** Clients of a department change hands, its places are counted and its queue given out. Key: the department. */
  queue: { number: 7003, key: "id" },
  /** A department's managers are alerted once. Key: the department. Tried. */
  alert: { number: 7004, key: "id" },
  /** Cards are moved within a column one after another. Key: the client's status. */
  board: { text: "clients.board", key: "text" },
  /** Codes of one account are tried one after another. Key: the Telegram id. */
  signInCode: { prefix: "sign-in " },
  /** Sign-ins of one network are counted. Key: the network. */
  signInNetwork: { prefix: "sign-ins " },
  /** Unsent files of a person are counted. Key: the operator. */
  uploads: { prefix: "uploads " },
  /** Reports of a person are counted. Key: the operator. */
  reports: { prefix: "reports of " },
  /** A client's opening is noted once. Key: the operator and the client. */
  opening: { prefix: "opened " },
} as const satisfies Record<string, AdvisoryLock>;

type AdvisoryLock =
  | { number: number; key?: "id" | "text" }
  | { text: string; key?: "text" }
  | { prefix: string };

/** Waits for a lock until the transaction ends. */
export async function takeLock(tx: Db, lock: AdvisoryLock, key?: number | string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${lockArguments(lock, key)})`);
}

/** Takes a lock until the transaction ends, or returns false when somebody else has it. */
export async function tryLock(tx: Db, lock: AdvisoryLock, key?: number | string): Promise<boolean> {
  const [row] = await tx.execute<{ is_ours: boolean }>(
    sql`select pg_try_advisory_xact_lock(${lockArguments(lock, key)}) as is_ours`,
  );
  return row?.is_ours ?? false;
}

function lockArguments(lock: AdvisoryLock, key: number | string | undefined): SQL {
  if ("prefix" in lock) return sql`hashtextextended(${`${lock.prefix}${key}`}, 0)`;
  const first = "text" in lock ? sql`hashtext(${lock.text})` : sql`${lock.number}::int`;
  if (lock.key === undefined) return first;
  return lock.key === "id" ? sql`${first}, ${key}::int` : sql`${first}, hashtext(${String(key)})`;
}
