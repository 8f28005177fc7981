import { eq } from "drizzle-orm";
import { conversations, messages } from "@/db/schema";
import { notFound } from "@/lib/core/errors";
import type { ChangeTx } from "@/lib/effects/change";
import type { ConversationChanged } from "@/lib/realtime/events";
import { touchConversation } from "./touch-conversation";

/**
 * Writes a small centred line ("assigned", "blocked the bot") into the thread; `kind` is the event's
 * name, `payload` its facts, `content` what can be searched of it.
 */
export async function addSystemLine(
  tx: ChangeTx,
  conversationId: number,
  kind: string,
  payload: Record<string, unknown> = {},
  content = "",
): Promise<ConversationChanged> {
  const changed = await touchConversation(tx, conversationId);
  const [conversation] = await tx
    .select({ position: conversations.lastTelegramMessageId })
    .from(conversations)
    .where(eq(conversations.id, conversationId));
  if (!conversation) throw notFound("conversation");
  await tx.insert(messages).values({
    conversationId,
    clientId: changed.clientId,
    senderType: "system",
    messageType: "system",
    kind,
    content,
    payload,
    deliveryStatus: "received",
    position: conversation.position,
    seq: changed.seq,
  });
  return changed;
}
