import { sql } from "drizzle-orm";
import type { Context } from "@/lib/context";
import { env } from "@/lib/core/env";
import { can } from "@/lib/permissions";
import { getTelegramConnection } from "@/lib/telegram/connection";
import type { Statistics } from "./schemas";

/** How the bot and the worker are, for those who may manage them; null for others. */
export async function botHealth(ctx: Context): Promise<Statistics["bot"]> {
  if (!can(ctx.actor, "telegram.manage")) return null;
  const [connection, is_worker_alive] = await Promise.all([
    getTelegramConnection(ctx),
    workerAlive(ctx),
  ]);
  const { mode, is_right, pending_updates, last_error, stopped_reason } = connection;
  const { failed_updates, checked_at } = connection;
  return {
    mode,
    is_right,
    pending_updates,
    last_error,
    stopped_reason,
    failed_updates,
    checked_at,
    is_worker_alive,
  };
}

/** Whether a worker holds the lock that `run-embedded` takes for as long as it lives. */
async function workerAlive(ctx: Context): Promise<boolean | null> {
  if (env().JOBS_ENGINE !== "embedded") return null;
  const [row] = await ctx.db.execute<{ alive: boolean }>(sql`
    select exists (select 1 from pg_locks where locktype = 'advisory' and granted and classid = 0
      and objid = 7002 and database = (select oid from pg_database where datname = current_database())) as alive`);
  return row?.alive ?? false;
}
