import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { messages } from "@/db/schema";
import type { ConversationHint } from "@/lib/realtime/publish";

/** Why nothing more is sent, in Telegram's words, to a client who blocked the bot. */
export const blockedReason = "Forbidden: bot was blocked by the user";

/**
 * What still waits in a conversation fails with the reason, in the change that `hint` belongs to: to a
 * client who blocked the bot no further call is made (promise 15).
 */
export async function failQueued(tx: Tx, hint: ConversationHint, reason: string): Promise<void> {
  await tx
    .update(messages)
    .set({ deliveryStatus: "failed", failureReason: reason, seq: hint.seq })
    .where(
      and(eq(messages.conversationId, hint.conversationId), eq(messages.deliveryStatus, "queued")),
    );
}
