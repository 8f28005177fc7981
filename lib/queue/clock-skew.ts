import type postgres from "postgres";
import { logger } from "@/lib/core/logger";

/** Seconds by which a clock may differ before it is logged. */
export const tolerance = 2;

/** Milliseconds by which this machine's clock is ahead of the database's, to within the way there. */
export async function clockSkew(sql: postgres.Sql): Promise<number> {
  const before = Date.now();
  const [row] = await sql<{ at: number }[]>`
    select extract(epoch from clock_timestamp())::float8 * 1000 as at`;
  return (before + Date.now()) / 2 - Number(row?.at);
}

let told = 0;

/**
 * Says in the session's name by how many seconds this worker's clock is ahead of the database's, where
 * `crm doctor` reads it; and in the log, when it is too much.
 */
export async function tellClock(sql: postgres.Sql): Promise<void> {
  const seconds = Math.round((await clockSkew(sql)) / 1000);
  await sql`select set_config('application_name', ${`crm-worker ${seconds}`}, false)`;
  const isWrong = Math.abs(seconds) > tolerance;
  if (isWrong && seconds !== told) {
    logger("worker").warn({ seconds }, "this machine's clock differs from the database's");
  }
  told = isWrong ? seconds : 0;
}
