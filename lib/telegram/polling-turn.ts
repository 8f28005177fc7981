import postgres from "postgres";
import { advisoryLocks } from "@/db/advisory-locks";
import { readDatabaseUrl } from "@/db/database-url";
import { env } from "@/lib/core/env";
import { aliveWhile } from "@/lib/queue/alive-while";
import { silence } from "@/lib/queue/lock-session";

/**
 * Runs `poll` unless another process polls at the moment: two at once get 409 from Telegram. Returns
 * whether it was this one's turn. The turn is a lock that ends with its connection, so that neither a
 * killed process holds up anybody nor one that is silent to Postgres; `poll` learns of that by its
 * signal. Rejects with `poll`'s error, or when the database is away.
 */
export async function inPollingTurn(poll: (lost: AbortSignal) => Promise<void>): Promise<boolean> {
  const { url, prepare } = readDatabaseUrl(env().DATABASE_URL);
  const sql = postgres(url, {
    max: 1,
    prepare,
    connect_timeout: 5,
    // An idle connection must stay: the lock would go with it.
    max_lifetime: null,
    onnotice() {},
    connection: { application_name: "crm-polling" },
  });
  try {
    // In a transaction, which holds nothing else: behind a pooler a session's lock would outlive us.
    return await sql.begin(async (lock) => {
      await lock`select set_config('idle_in_transaction_session_timeout', ${String(silence)}, true)`;
      const [row] = await lock<{ is_ours: boolean }[]>`
        select pg_try_advisory_xact_lock(${advisoryLocks.polling.number}::int, hashtext(${String(env().BOT_ID)})) as is_ours`;
      if (!row?.is_ours) return false;
      await aliveWhile(async () => lock`select 1`, poll);
      return true;
    });
  } finally {
    await sql.end({ timeout: 2 });
  }
}
