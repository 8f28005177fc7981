import { database } from "@/lib/database";
import { defineJob } from "@/lib/queue/define-job";
import { jobs } from "@/lib/queue/jobs";
import { tidyQueue } from "@/lib/queue/tidy-queue";
import { cleanUp } from "@/lib/retention/clean-up";

/** Deletes what is older than its retention; daily. */
export const cleanupOldLogs = defineJob(jobs.cleanupOldLogs, {
  async run(_payload, { signal }) {
    await cleanUp(database(), signal);
    await tidyQueue(database());
  },
});
