import type { Db } from "@/db/client";
import { addJob, type JobRequest } from "@/lib/queue/add-job";

/** Wakes the making of a report; see `JobRequest` for `oncePerSec`. */
export async function wakeReport(
  db: Db,
  reportId: number,
  when: Pick<JobRequest, "oncePerSec"> = {},
): Promise<void> {
  const report = `report-${reportId}`;
  await addJob(db, {
    id: "generate-report",
    payload: { reportId },
    key: report,
    lane: report,
    ...when,
  });
}
