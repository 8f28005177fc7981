import type { Sql, TransactionSql } from "postgres";
import { z } from "zod";

/** How one table is copied: its stored columns, in the order of its primary key. */
export const tablePlanSchema = z.object({
  name: z.string(),
  columns: z.array(z.string()),
  orderBy: z.array(z.string()),
});

export type TablePlan = z.infer<typeof tablePlanSchema>;

/**
 * Every table of the product. The queue's own are not among them: sweepers make its jobs anew. Neither are
 * transaction ids: they mean nothing in another cluster, and get that one's own.
 */
export async function planTables(sql: Sql | TransactionSql): Promise<TablePlan[]> {
  return sql<TablePlan[]>`
    select c.relname as name,
      array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
          and a.atttypid <> 'xid8'::regtype
        order by a.attnum) as columns,
      coalesce((select array_agg(a.attname::text order by k.n) from pg_index i
        cross join lateral unnest(i.indkey::int2[]) with ordinality as k(attnum, n)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
        where i.indrelid = c.oid and i.indisprimary), '{}') as "orderBy"
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
    order by c.relname`;
}

/** The migrations that the database has had: equal lists mean equal tables. */
export async function schemaVersion(sql: Sql | TransactionSql): Promise<string[]> {
  const [table] = await sql<{ oid: string | null }[]>`
    select to_regclass('drizzle.__drizzle_migrations') as oid`;
  if (!table?.oid) throw new Error("The database is not migrated: run npm run db:migrate first.");
  const rows = await sql<{ hash: string }[]>`
    select hash from drizzle.__drizzle_migrations order by created_at, id`;
  return rows.map(({ hash }) => hash);
}

/** A name as SQL takes it. */
export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** The query whose text form is stored and hashed: the same rows give the same bytes anywhere. */
export function copyOut(plan: TablePlan): string {
  const columns = plan.columns.map(quoted).join(", ");
  const order = (plan.orderBy.length > 0 ? plan.orderBy : plan.columns).map(quoted).join(", ");
  return `copy (select ${columns} from public.${quoted(plan.name)} order by ${order}) to stdout`;
}

/** Settings under which the text form of times and numbers does not depend on the server. */
export async function fixTextForm(sql: TransactionSql): Promise<void> {
  await sql`set local timezone = 'UTC'`;
  await sql`set local datestyle = 'ISO, YMD'`;
  await sql`set local intervalstyle = 'postgres'`;
  await sql`set local extra_float_digits = 1`;
  await sql`set local bytea_output = 'hex'`;
  await sql`set local statement_timeout = 0`;
}
