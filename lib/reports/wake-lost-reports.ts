import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { reports } from "@/db/schema";
import { wakeReport } from "./wake-report";

/**
 * Wakes the making of reports that no engine remembers: nobody began them within two minutes, or
 * whoever did is past the job's longest run (15 minutes) and died. Making one twice gives the same.
 */
export async function wakeLostReports(db: Db): Promise<void> {
  const lost = await db
    .select({ id: reports.id, requestedByOperatorId: reports.requestedByOperatorId })
    .from(reports)
    .where(sql`(${reports.status} = 'queued' and ${reports.createdAt} < now() - interval '2 minutes')
      or (${reports.status} = 'running' and ${reports.startedAt} < now() - interval '20 minutes')`)
    .limit(50);
  for (const report of lost) await wakeReport(db, report, { oncePerSec: 300 });
}
