import type { Context } from "@/lib/context";
import { env } from "@/lib/core/env";
import { can } from "@/lib/permissions";
import { workerRuns } from "@/lib/queue/worker-runs";
import { getTelegramConnection } from "@/lib/telegram/connection";
import type { Statistics } from "./schemas";

/** How the bot and the worker are, for those who may manage them; null for others. */
export async function botHealth(ctx: Context): Promise<Statistics["bot"]> {
  if (!can(ctx.actor, "telegram.manage")) return null;
  const [connection, is_worker_alive] = await Promise.all([
    getTelegramConnection(ctx),
    workerAlive(ctx),
  ]);
  const { mode, problem, is_right, pending_updates, last_error, stopped_reason } = connection;
  const { failed_updates, checked_at } = connection;
  return {
    mode,
    problem,
    is_right,
    pending_updates,
    last_error,
    stopped_reason,
    failed_updates,
    checked_at,
    is_worker_alive,
  };
}

async function workerAlive(ctx: Context): Promise<boolean | null> {
  return env().JOBS_ENGINE === "embedded" ? workerRuns(ctx.db) : null;
}
