import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { env } from "@/lib/core/env";
import { readSettings } from "@/lib/settings/queries";

/** Rows deleted in one statement. */
const batch = 5000;

/** Deletes old operator logs (LOG_RETENTION_DAYS), applied updates and reactions to messages that never came after 7 days, settled deliveries of webhooks after 30, failed sign-ins and keys after one. */
export async function cleanUp(db: Db, signal: AbortSignal): Promise<void> {
  const days = (await readSettings(db)).log_retention_days ?? env().LOG_RETENTION_DAYS;
  const old = [
    sql`delete from operator_logs where id in (select id from operator_logs where timestamp < now() - make_interval(days => ${days}) limit ${batch})`,
    sql`delete from raw_updates where id in (select id from raw_updates where status <> 'failed' and received_at < now() - interval '7 days' limit ${batch})`,
    sql`delete from early_reactions where ctid in (select ctid from early_reactions where created_at < now() - interval '7 days' limit ${batch})`,
    sql`delete from sign_in_failures where id in (select id from sign_in_failures where created_at < now() - interval '1 day' limit ${batch})`,
    sql`delete from webhook_deliveries where id in (select id from webhook_deliveries where status <> 'pending' and created_at < now() - interval '30 days' limit ${batch})`,
    sql`delete from idempotency_keys where ctid in (select ctid from idempotency_keys where created_at < now() - interval '1 day' limit ${batch})`,
  ];
  for (const statement of old) {
    for (let count = batch; count === batch && !signal.aborted; ) {
      count = (await db.execute(statement)).count;
    }
  }
}
