import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { conversations, messages } from "@/db/schema";
import { touchConversation } from "@/lib/conversations/touch-conversation";
import { notFound } from "@/lib/core/errors";
import type { ConversationHint } from "@/lib/realtime/publish";

/**
 * Writes a small centred line ("assigned", "blocked the bot") into the thread; `kind` is the event's
 * name, `payload` its facts, `content` what can be searched of it. Answers the hint to publish after commit.
 */
export async function addSystemLine(
  tx: Tx,
  conversationId: number,
  kind: string,
  payload: Record<string, unknown> = {},
  content = "",
): Promise<ConversationHint> {
  const hint = await touchConversation(tx, conversationId);
  const [conversation] = await tx
    .select({ position: conversations.lastTelegramMessageId })
    .from(conversations)
    .where(eq(conversations.id, conversationId));
  if (!conversation) throw notFound("conversation");
  await tx.insert(messages).values({
    conversationId,
    clientId: hint.clientId,
    senderType: "system",
    messageType: "system",
    kind,
    content,
    payload,
    deliveryStatus: "received",
    position: conversation.position,
    seq: hint.seq,
  });
  return hint;
}
