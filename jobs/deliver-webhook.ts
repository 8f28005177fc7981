import { z } from "zod";
import { database } from "@/lib/database";
import { defineJob } from "@/lib/queue/define-job";
import { wakeWebhook } from "@/lib/queue/wake-webhook";
import { deliverWebhook as deliver } from "@/lib/webhooks/deliver-webhook";

/** Posts a webhook's due deliveries, and comes back for those that failed. */
export const deliverWebhook = defineJob({
  id: "deliver-webhook",
  payload: z.object({ webhookId: z.number().int() }),
  key: ({ webhookId }) => `webhook-${webhookId}`,
  lane: ({ webhookId }) => `webhook-${webhookId}`,
  maxAttempts: 25,
  maxDurationSec: 300,
  async run({ webhookId }, { signal }) {
    const next = await deliver(database(), webhookId, signal);
    if (next) await wakeWebhook(database(), webhookId, { runAt: next });
  },
});
