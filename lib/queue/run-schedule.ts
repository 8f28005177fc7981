import { sql } from "drizzle-orm";
import { type CronMatcher, parseCronItems } from "graphile-worker";
import type { Db } from "@/db/client";
import { scheduledJobs } from "@/db/schema";
import type { AnyJob } from "./to-task";
import { queueJob, wakeUp } from "./wake";

const minuteMs = 60_000;
/** Minutes that are made up for when this process was held up. */
const backlog = 10;

/**
 * Wakes jobs by the clock of the database: a worker's own may be minutes away from it. Of several
 * workers one wakes a job in its minute. Returns a function to be called every few seconds.
 */
export function scheduleOf(jobs: AnyJob[]): (db: Db) => Promise<void> {
  const timed = jobs.flatMap((job) => (job.cron ? [{ job, matches: matcher(job.cron) }] : []));
  let last: number | undefined;
  return async (db) => {
    const [row] = await db.execute<{ minute: number }>(
      sql`select floor(extract(epoch from clock_timestamp()) / 60)::int as minute`,
    );
    const now = Number(row?.minute);
    // A clock that stepped back starts anew; so does a process that has just begun.
    const from = last === undefined || last > now ? now : Math.max(last + 1, now - backlog);
    for (let minute = from; minute <= now; minute++) {
      for (const { job, matches } of timed) {
        if (matches(minute)) await wakeInMinute(db, job, minute);
      }
    }
    last = now;
  };
}

function matcher(cron: string): (minute: number) => boolean {
  const [item] = parseCronItems([{ task: "any", match: cron, options: { backfillPeriod: 0 } }]);
  const match = item?.match as CronMatcher;
  return (minute) => {
    const at = new Date(minute * minuteMs);
    return match({
      min: at.getUTCMinutes(),
      hour: at.getUTCHours(),
      date: at.getUTCDate(),
      month: at.getUTCMonth() + 1,
      dow: at.getUTCDay(),
    });
  };
}

/** A minute far ahead is from before the clock stepped back, and counts for nothing. */
async function wakeInMinute(db: Db, job: AnyJob, minute: number): Promise<void> {
  await db.transaction(async (tx) => {
    const claimed = await tx
      .insert(scheduledJobs)
      .values({ id: job.id, minute })
      .onConflictDoUpdate({
        target: scheduledJobs.id,
        set: { minute },
        setWhere: sql`${scheduledJobs.minute} < ${minute} or ${scheduledJobs.minute} > ${minute + 1}`,
      })
      .returning({ id: scheduledJobs.id });
    if (claimed.length > 0) await queueJob(tx, wakeUp(job, {} as never));
  });
}
