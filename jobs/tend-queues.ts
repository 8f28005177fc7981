import { z } from "zod";
import { tendQueues as tend } from "@/lib/assignment/tend-queues";
import { wakeSnoozed } from "@/lib/conversations/wake-snoozed";
import { database } from "@/lib/database";
import { defineJob } from "@/lib/queue/define-job";

/** Wakes snoozed conversations, releases what people off duty left, fills free places; each minute. */
export const tendQueues = defineJob({
  id: "tend-queues",
  payload: z.unknown(),
  isPrompt: true,
  maxAttempts: 1,
  maxDurationSec: 60,
  cron: "* * * * *",
  async run() {
    await wakeSnoozed(database());
    await tend(database());
  },
});
