import type { Db } from "@/db/client";
import { addJob } from "@/lib/queue/add-job";

/** Wakes the making of a report. */
export async function wakeReport(db: Db, reportId: number): Promise<void> {
  await addJob(db, { id: "generate-report", payload: { reportId }, key: `report-${reportId}` });
}
