import { sql } from "drizzle-orm";
import { rawSql } from "@/db/client";
import { database } from "@/lib/database";
import { clockSkew, tolerance } from "@/lib/queue/clock-skew";
import { Unwell } from "./unwell";

const advice = "Set the clocks of all machines by NTP: order and waits follow the database's.";

/** This machine's clock and those of the running workers agree with the database's. */
export async function checkClocks(): Promise<string> {
  const own = Math.round((await clockSkew(rawSql())) / 1000);
  const workers = await database().execute<{ seconds: number }>(
    sql`select split_part(application_name, ' ', 2)::int as seconds from pg_stat_activity
      where datname = current_database() and application_name ~ '^crm-worker -?\\d+$'`,
  );
  const clocks = [
    { whose: "this machine's clock", seconds: own },
    ...workers.map(({ seconds }) => ({ whose: "a worker's clock", seconds })),
  ];
  const wrong = clocks.filter(({ seconds }) => Math.abs(seconds) > tolerance);
  if (wrong.length > 0) throw new Unwell(wrong.map(describe).join("; "), advice);
  return `this machine and ${workers.length} workers agree with the database`;
}

function describe({ whose, seconds }: { whose: string; seconds: number }): string {
  const way = seconds > 0 ? "ahead of" : "behind";
  return `${whose} is ${Math.abs(seconds)} s ${way} the database's`;
}
