import { database } from "@/lib/database";
import { tidyAttempts } from "@/lib/login/start-attempt";
import { sweepOutbox as sweep } from "@/lib/messages/deliver/sweep-outbox";
import { defineJob } from "@/lib/queue/define-job";
import { jobs } from "@/lib/queue/jobs";
import { wakeLostReports } from "@/lib/reports/wake-lost-reports";
import { putBackReplays } from "@/lib/updates/replay-update";

/**
 * Wakes chats, downloads, reports and webhooks that no engine remembers, ends killed replays, forgets
 * expired sign-ins; each minute.
 */
export const sweepOutbox = defineJob(jobs.sweepOutbox, {
  async run() {
    await sweep(database());
    await wakeLostReports(database());
    await putBackReplays(database());
    await tidyAttempts(database());
  },
});
