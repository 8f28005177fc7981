import { database } from "@/lib/database";
import { defineJob } from "@/lib/queue/define-job";
import { jobs } from "@/lib/queue/jobs";
import { botUsername } from "@/lib/telegram/bot-username";
import { checkWebhook } from "@/lib/telegram/check-webhook";
import { pollOnce } from "./poll-updates";

/**
 * Webhook mode: compares what Telegram has with what we want and repairs it. Polling mode: takes what
 * waits, unless a worker does. Each minute.
 */
export const syncTelegramUpdates = defineJob(jobs.syncTelegramUpdates, {
  async run(_, { signal }) {
    await checkWebhook(database());
    await botUsername(database());
    await pollOnce(signal);
  },
});
