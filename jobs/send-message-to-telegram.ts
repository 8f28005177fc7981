import { database } from "@/lib/database";
import { deliverChat } from "@/lib/messages/deliver/deliver-chat";
import { defineJob } from "@/lib/queue/define-job";
import { jobs } from "@/lib/queue/jobs";
import { wake, wakeUp } from "@/lib/queue/wake";

/** Sends a chat's queued messages in order; what waits is woken again at its moment. */
export const sendMessageToTelegram = defineJob(jobs.sendMessage, {
  async run({ conversationId }, { signal }) {
    const { nextAt } = await deliverChat(database(), conversationId, signal);
    if (nextAt === null) return;
    // Both by this machine's clock, so that only the wait itself reaches the database.
    const delayMs = Math.max(1, nextAt.getTime() - Date.now());
    await wake(database(), wakeUp(jobs.sendMessage, { conversationId }, { delayMs }));
  },
});
