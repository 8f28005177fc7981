import postgres from "postgres";
import { readDatabaseUrl, refusePooler as refuse } from "@/db/database-url";
import { env } from "@/lib/core/env";

/** Throws one sentence for an address on which a worker's lock would not be its own. */
export const refusePooler = (address: string) => refuse(address, "The worker");

/**
 * Milliseconds after which Postgres ends a session that is silent: a machine that vanished
 * silently, or a process that stands still, keeps its locks no longer.
 */
export const silence = 20_000;
/** Milliseconds between signs of life. */
export const heartbeat = 5000;

/** One connection that holds all locks of a worker, however many chats it writes to. */
export type LockSession = {
  /**
   * Takes a lock, or returns null when anybody holds it, this process included. The signal says that it
   * was lost with the connection.
   */
  take(space: number, key: number): Promise<AbortSignal | null>;
  free(space: number, key: number): Promise<void>;
  sql: postgres.Sql;
  close(): Promise<void>;
};

// A process has one: whoever delivers to a chat asks for it (chat-lock.ts).
const holder = globalThis as typeof globalThis & { crmLocks?: LockSession };

/** The worker's session; undefined in every other process. */
export const lockSession = (): LockSession | undefined => holder.crmLocks;

/** Opens the worker's session. Rejects when the database is away. */
export async function openLockSession(): Promise<LockSession> {
  const { url, prepare } = readDatabaseUrl(env().DATABASE_URL);
  const held = new Set<string>();
  let lost = new AbortController();
  const sql = postgres(url, {
    max: 1,
    prepare,
    connect_timeout: 5,
    // An idle connection must stay: the locks would go with it.
    max_lifetime: null,
    onnotice() {},
    onclose() {
      held.clear();
      lost.abort(new Error("the connection with the locks broke"));
      lost = new AbortController();
    },
    connection: { application_name: "crm-worker", idle_session_timeout: silence },
  });
  try {
    await sql`select 1`;
  } catch (error) {
    await sql.end({ timeout: 0 });
    throw error;
  }
  const session: LockSession = {
    sql,
    async take(space, key) {
      const name = `${space}/${key}`;
      if (held.has(name)) return null;
      held.add(name);
      try {
        const [row] = await sql<{ is_ours: boolean }[]>`
          select pg_try_advisory_lock(${space}::int, ${key}::int) as is_ours`;
        if (row?.is_ours) return lost.signal;
        held.delete(name);
        return null;
      } catch (error) {
        held.delete(name);
        throw error;
      }
    },
    async free(space, key) {
      // A lock that went with its connection may be another's by now, and is not in the set any more.
      if (!held.has(`${space}/${key}`)) return;
      await sql`select pg_advisory_unlock(${space}::int, ${key}::int)`.catch(() => undefined);
      held.delete(`${space}/${key}`);
    },
    async close() {
      if (holder.crmLocks === session) delete holder.crmLocks;
      await sql.end({ timeout: 2 });
    },
  };
  holder.crmLocks = session;
  return session;
}
