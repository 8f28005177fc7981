import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { reports } from "@/db/schema";

/**
 * Reports that no engine remembers: nobody began them within two minutes, or whoever did is past the
 * job's longest run (15 minutes) and died. Making one twice gives the same. 50 at most.
 */
export function lostReports(db: Db): Promise<{ reportId: number; operatorId: number }[]> {
  return db
    .select({ reportId: reports.id, operatorId: reports.requestedByOperatorId })
    .from(reports)
    .where(sql`(${reports.status} = 'queued' and ${reports.createdAt} < now() - interval '2 minutes')
      or (${reports.status} = 'running' and ${reports.startedAt} < now() - interval '20 minutes')`)
    .limit(50);
}
