import type { Db } from "@/db/client";
import type { reports } from "@/db/schema";
import { addJob, type JobRequest } from "@/lib/queue/add-job";

type Asked = Pick<typeof reports.$inferSelect, "id" | "requestedByOperatorId">;

/**
 * Reports are made one after another in so few lanes: a person's all in one of them. Files and
 * webhooks, which share the worker's places with them, always find one free.
 */
const lanes = 2;

/** The lane of a person's reports. */
export function reportLane(operatorId: number): string {
  return `reports-${operatorId % lanes}`;
}

/** Wakes the making of a report; see `JobRequest` for `oncePerSec`. */
export async function wakeReport(
  db: Db,
  { id, requestedByOperatorId }: Asked,
  when: Pick<JobRequest, "oncePerSec"> = {},
): Promise<void> {
  await addJob(db, {
    id: "generate-report",
    payload: { reportId: id, operatorId: requestedByOperatorId },
    key: `report-${id}`,
    lane: reportLane(requestedByOperatorId),
    ...when,
  });
}
