import type { Db } from "@/db/client";
import type { reports } from "@/db/schema";
import { jobs } from "@/lib/queue/jobs";
import { type When, wake } from "@/lib/queue/wake";

type Asked = Pick<typeof reports.$inferSelect, "id" | "requestedByOperatorId">;

/** Wakes the making of a report; see `When` for `oncePerSec`. */
export const wakeReport = (
  db: Db,
  { id, requestedByOperatorId }: Asked,
  when: Pick<When, "oncePerSec"> = {},
) => wake(db, jobs.generateReport, { reportId: id, operatorId: requestedByOperatorId }, when);
