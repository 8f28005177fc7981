import { sql } from "drizzle-orm";
import { db, rawSql } from "@/db/client";
import { missingMigrations } from "@/db/migrate";
import { Unwell } from "./unwell";

const migrate = "Run: npm run db:migrate (in the image: node dist/migrate.mjs)";

/** Postgres answers, has every migration of this version and its extensions. */
export async function checkDatabase(): Promise<string> {
  const [server] = await db().execute<{ version: string }>(
    sql`select current_setting('server_version') as version`,
  );
  const { missing, unknown } = await missingMigrations(rawSql());
  if (missing.length > 0) {
    throw new Unwell(`${missing.length} migrations are missing: ${missing.join(", ")}`, migrate);
  }
  if (unknown > 0) {
    const found = `the database has ${unknown} migrations that this version does not know`;
    throw new Unwell(found, "Run the newer version of the product against this database.");
  }
  const [lacking] = await db().execute<{ names: string | null }>(
    sql`select string_agg(name, ', ') as names from unnest(array['pg_trgm', 'unaccent']) as name
      where not exists (select 1 from pg_extension where extname = name)`,
  );
  if (lacking?.names) throw new Unwell(`extensions are missing: ${lacking.names}`, migrate);
  const [team] = await db().execute<{ operators: number }>(
    sql`select count(*)::int as operators from operators`,
  );
  return `Postgres ${server?.version}, schema up to date, ${team?.operators} operators`;
}
