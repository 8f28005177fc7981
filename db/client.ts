import { type ExtractTablesWithRelations, sql } from "drizzle-orm";
import type { PgDatabase, PgTransaction } from "drizzle-orm/pg-core";
import { drizzle, type PostgresJsQueryResultHKT } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { env } from "@/lib/core/env";
import { readDatabaseUrl } from "./database-url";
import * as schema from "./schema";

type Schema = typeof schema;

/** What verbs and queries get: the database or a transaction of it. */
export type Db = PgDatabase<PostgresJsQueryResultHKT, Schema>;
export type Tx = PgTransaction<
  PostgresJsQueryResultHKT,
  Schema,
  ExtractTablesWithRelations<Schema>
>;

type Connections = { db: Db; raw: postgres.Sql; close(): Promise<void> };

// `next dev` reloads modules: the pool must outlive them, or each reload leaks eight connections.
const holder = globalThis as typeof globalThis & {
  crmDatabase?: Connections;
  crmPoolSize?: number;
  crmSettings?: Settings;
};

/** Postgres' own settings of a session, in milliseconds or seconds as it counts them. */
type Settings = Record<string, number>;

/** Opens the pools on first use, never at import (job bundles are imported without a database). */
function connections(): Connections {
  holder.crmDatabase ??= connect(env().DATABASE_URL, holder.crmPoolSize, holder.crmSettings);
  return holder.crmDatabase;
}

/**
 * Gives the process's pool `max` connections, of which none outlives a worker whose machine vanished by
 * more than a minute: the rows that it held would hold up everybody. Call before the first use.
 */
export function prepareWorkerDatabase(max: number): void {
  holder.crmPoolSize = max;
  holder.crmSettings = {
    idle_in_transaction_session_timeout: 45_000,
    tcp_keepalives_idle: 10,
    tcp_keepalives_interval: 5,
    tcp_keepalives_count: 4,
  };
}

/**
 * Has every statement give up a lock that is not free within so many milliseconds; call before the first
 * use. For a web server: people wait, and whatever waits keeps a connection from them. A worker must not:
 * what Telegram accepted has to be written down, however long that takes.
 */
export function limitLockWaits(milliseconds: number): void {
  holder.crmSettings = { lock_timeout: milliseconds };
}

/** The process's Drizzle database (a pool of 8, a worker's is wider). */
export const db = (): Db => connections().db;

/** A plain postgres.js client for hot prepared statements: Drizzle rewires JSON parsing of its own. */
export const rawSql = (): postgres.Sql => connections().raw;

/** Opens a pair of pools on another database: tests and the administration shell. */
export function connect(url: string, max = 8, settings: Settings = {}): Connections {
  const { url: address, prepare } = readDatabaseUrl(url);
  // A transaction pooler refuses settings it does not know, and gives each transaction another session.
  const connection = { application_name: "crm", ...(prepare ? settings : {}) };
  const options = {
    max,
    prepare,
    connection,
    backoff,
    connect_timeout: 5,
    idle_timeout: 60,
    onnotice() {},
  };
  const pool = postgres(address, options);
  const database = drizzle(pool, { schema, casing: "snake_case" });
  const raw = postgres(address, { ...options, max: Math.max(2, max - 4) });
  return {
    db: prepare || !settings.lock_timeout ? database : limitLocks(database, settings.lock_timeout),
    raw,
    async close() {
      await Promise.all([pool.end({ timeout: 5 }), raw.end({ timeout: 5 })]);
    },
  };
}

/**
 * Seconds before a lost connection is tried again. By default they grow to 20 with every failure of any
 * connection, so that the product would stay away for a minute after Postgres is back.
 */
const backoff = (failures: number) => Math.min(0.05 * 2 ** failures, 1) * (0.5 + Math.random() / 2);

/** Resolves when Postgres answers; rejects otherwise. */
export async function pingDatabase(database: Db = db()): Promise<void> {
  await database.execute(sql`select 1`);
}

/** Ends the process's pools (worker stop, administration shell, tests). */
export async function closeDatabase(): Promise<void> {
  const open = holder.crmDatabase;
  delete holder.crmDatabase;
  await open?.close();
}

/** For a transaction alone: behind a pooler a session's setting would be the next one's, or nobody's. */
function limitLocks<T extends Db>(database: T, milliseconds: number): T {
  const begin = database.transaction.bind(database);
  database.transaction = (run, config) =>
    begin(async (tx) => {
      await tx.execute(sql`select set_config('lock_timeout', ${String(milliseconds)}, true)`);
      return run(tx);
    }, config);
  return database;
}
