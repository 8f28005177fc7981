import { z } from "zod";
import { database } from "@/lib/database";
import { cleanUp } from "@/lib/logs/clean-up";
import { defineJob } from "@/lib/queue/define-job";
import { tidyQueue } from "@/lib/queue/tidy-queue";

/** Deletes what is older than its retention; daily. */
export const cleanupOldLogs = defineJob({
  id: "cleanup-old-logs",
  payload: z.unknown(),
  maxAttempts: 3,
  maxDurationSec: 600,
  cron: "17 3 * * *",
  async run(_payload, { signal }) {
    await cleanUp(database(), signal);
    await tidyQueue(database());
  },
});
