import { database } from "@/lib/database";
import { cleanUp } from "@/lib/logs/clean-up";
import { defineJob } from "@/lib/queue/define-job";
import { jobs } from "@/lib/queue/jobs";
import { tidyQueue } from "@/lib/queue/tidy-queue";

/** Deletes what is older than its retention; daily. */
export const cleanupOldLogs = defineJob(jobs.cleanupOldLogs, {
  async run(_payload, { signal }) {
    await cleanUp(database(), signal);
    await tidyQueue(database());
  },
});
