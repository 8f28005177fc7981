import { database } from "@/lib/database";
import { defineJob } from "@/lib/queue/define-job";
import { jobs } from "@/lib/queue/jobs";
import { wake, wakeUp } from "@/lib/queue/wake";
import { deliverWebhook as deliver } from "@/lib/webhooks/deliver-webhook";

/** Posts a webhook's due deliveries, and comes back for those that failed. */
export const deliverWebhook = defineJob(jobs.deliverWebhook, {
  async run({ webhookId }, { signal }) {
    const { waitMs } = await deliver(database(), webhookId, signal);
    if (waitMs === null) return;
    await wake(database(), wakeUp(jobs.deliverWebhook, { webhookId }, { delayMs: waitMs }));
  },
});
