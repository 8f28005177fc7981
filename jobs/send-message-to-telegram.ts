import { z } from "zod";
import { database } from "@/lib/database";
import { deliverChat } from "@/lib/messages/deliver-chat";
import { defineJob } from "@/lib/queue/define-job";
import { wakeChat } from "@/lib/queue/wake-chat";

/** Sends a chat's queued messages in order; what waits is woken again at its moment. */
export const sendMessageToTelegram = defineJob({
  id: "send-message-to-telegram",
  payload: z.object({ conversationId: z.number().int() }),
  lane: ({ conversationId }) => `chat-${conversationId}`,
  isPrompt: true,
  maxAttempts: 25,
  maxDurationSec: 300,
  async run({ conversationId }, { signal }) {
    const { nextAt } = await deliverChat(database(), conversationId, signal);
    if (nextAt) await wakeChat(database(), conversationId, { runAt: nextAt });
  },
});
