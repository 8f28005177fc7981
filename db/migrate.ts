import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as runMigrations } from "drizzle-orm/postgres-js/migrator";
import { Logger, runMigrations as migrateJobs } from "graphile-worker";
import postgres from "postgres";

const folder = fileURLToPath(new URL(".", import.meta.url));

// Any fixed number: whoever holds it migrates, the others wait and then find nothing to do.
const migrationLock = 728_105_511;

/**
 * Brings a database to the current schema: migrations, then `db/functions/*.sql` (each a
 * `create or replace`), then the job queue's own tables. Repeatable, and safe when several
 * processes start at once. Rejects with Postgres' own error.
 */
export async function migrate(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice() {} });
  try {
    await sql`select pg_advisory_lock(${migrationLock})`;
    await runMigrations(drizzle(sql), { migrationsFolder: join(folder, "migrations") });
    for (const file of await functionFiles()) await sql.unsafe(await readFile(file, "utf8"));
    await migrateJobs({ connectionString: url, logger: quiet });
  } finally {
    // Ending the connection releases the lock.
    await sql.end();
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
