import { tendQueues as tend } from "@/lib/assignment/tend-queues";
import { wakeSnoozed } from "@/lib/conversations/wake-snoozed";
import { database } from "@/lib/database";
import { defineJob } from "@/lib/queue/define-job";
import { jobs } from "@/lib/queue/jobs";

/** Wakes snoozed conversations, releases what people off duty left, fills free places; each minute. */
export const tendQueues = defineJob(jobs.tendQueues, {
  async run() {
    await wakeSnoozed(database());
    await tend(database());
  },
});
