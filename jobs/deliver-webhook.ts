import { database } from "@/lib/database";
import { defineJob } from "@/lib/queue/define-job";
import { jobs } from "@/lib/queue/jobs";
import { wakeWebhook } from "@/lib/queue/wake-webhook";
import { deliverWebhook as deliver } from "@/lib/webhooks/deliver-webhook";

/** Posts a webhook's due deliveries, and comes back for those that failed. */
export const deliverWebhook = defineJob(jobs.deliverWebhook, {
  async run({ webhookId }, { signal }) {
    const { waitMs } = await deliver(database(), webhookId, signal);
    if (waitMs !== null) await wakeWebhook(database(), webhookId, { delayMs: waitMs });
  },
});
