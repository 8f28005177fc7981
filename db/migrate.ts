import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as runMigrations } from "drizzle-orm/postgres-js/migrator";
import { Logger, makeWorkerUtils } from "graphile-worker";
import postgres from "postgres";
import { advisoryLocks } from "./advisory-locks";
import { readDatabaseUrl, refusePooler } from "./database-url";

const folder = fileURLToPath(new URL(".", import.meta.url));

/**
 * Brings a database to the current schema: migrations, then `db/functions/*.sql` (each a
 * `create or replace`, all in one transaction), then the job queue's own tables. Repeatable, and safe when several
 * processes start at once. Rejects with Postgres' own error, and
 * at once for a transaction pooler's address.
 */
export async function migrate(url: string): Promise<void> {
  refusePooler(url, "The migration");
  const { url: address, prepare } = readDatabaseUrl(url);
  const sql = postgres(address, { max: 1, prepare, onnotice() {} });
  try {
    // Whoever waited for it finds nothing to do.
    await sql`select pg_advisory_lock(${advisoryLocks.migration.number})`;
    await refuseNewer(sql);
    await runMigrations(drizzle(sql), { migrationsFolder: join(folder, "migrations") });
    const functions = await Promise.all(
      (await functionFiles()).map((file) => readFile(file, "utf8")),
    );
    // All or none: they call one another while web servers are at work.
    await sql.begin((tx) => tx.unsafe(functions.join("\n")));
    await migrateQueue(url);
  } finally {
    // Ending the connection releases the lock.
    await sql.end();
  }
}

/** An older version would put its older functions back under the servers of the newer one. */
async function refuseNewer(sql: postgres.Sql): Promise<void> {
  const { unknown } = await missingMigrations(sql);
  if (unknown === 0) return;
  throw new Error(
    `The database is of a newer version: it has ${unknown} migrations that this one does not know. Run the newer version, or restore the backup that was made before the upgrade.`,
  );
}

/**
 * Names of this version's migrations that the database has not had, and how many it has had that this
 * version does not know. A database that was never migrated misses all of them.
 */
export async function missingMigrations(
  sql: postgres.Sql,
): Promise<{ missing: string[]; unknown: number }> {
  const journal = JSON.parse(
    await readFile(join(folder, "migrations/meta/_journal.json"), "utf8"),
  ) as { entries: { tag: string; when: number }[] };
  const [table] = await sql<{ oid: string | null }[]>`
    select to_regclass('drizzle.__drizzle_migrations')::text as oid`;
  const rows = table?.oid
    ? await sql<{ at: string }[]>`select created_at::text as at from drizzle.__drizzle_migrations`
    : [];
  const had = new Set(rows.map(({ at }) => Number(at)));
  const missing = journal.entries.filter(({ when }) => !had.has(when)).map(({ tag }) => tag);
  const known = new Set(journal.entries.map(({ when }) => when));
  return { missing, unknown: [...had].filter((at) => !known.has(at)).length };
}

/**
 * The job queue's own tables. Earlier versions gave each chat and file a queue name of its own, which
 * costs every idle worker (see functions/wake-job.sql): names without jobs are removed.
 */
async function migrateQueue(connectionString: string): Promise<void> {
  const queue = await makeWorkerUtils({ connectionString, logger: quiet });
  try {
    await queue.migrate();
    await queue.cleanup({ tasks: ["GC_JOB_QUEUES"] });
  } finally {
    await queue.release();
  }
}

const quiet = new Logger(() => () => {});

async function functionFiles(): Promise<string[]> {
  const directory = join(folder, "functions");
  const names = await readdir(directory).catch(() => []);
  return names
    .filter((name) => name.endsWith(".sql"))
    .sort()
    .map((name) => join(directory, name));
}
