import { z } from "zod";
import { database } from "@/lib/database";
import { defineJob } from "@/lib/queue/define-job";
import { checkWebhook } from "@/lib/telegram/check-webhook";

/** Webhook mode: compares what Telegram has with what we want and repairs it; each minute. */
export const syncTelegramUpdates = defineJob({
  id: "sync-telegram-updates",
  payload: z.unknown(),
  maxAttempts: 1,
  maxDurationSec: 60,
  cron: "* * * * *",
  run: () => checkWebhook(database()),
});
