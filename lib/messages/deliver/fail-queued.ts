import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { messages } from "@/db/schema";
import { failed, type Why, why } from "@/lib/core/refusals/why";
import type { ConversationChanged } from "@/lib/realtime/events";

/** Why nothing more is sent to a client who blocked the bot. */
export const blockedWhy = why("telegram.blocked");

/**
 * What still waits in a conversation fails with the reason, in the change that is given: to a
 * client who blocked the bot no further call is made (promise 15).
 */
export async function failQueued(
  tx: Tx,
  { conversationId, seq }: ConversationChanged,
  cause: Why,
): Promise<void> {
  await tx
    .update(messages)
    .set({ deliveryStatus: "failed", ...failed(cause), seq })
    .where(and(eq(messages.conversationId, conversationId), eq(messages.deliveryStatus, "queued")));
}
