import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { conversations, messages } from "@/db/schema";
import { touchConversation } from "@/lib/conversations/touch-conversation";
import { wakeChat } from "@/lib/queue/wake-chat";
import { publishConversation } from "@/lib/realtime/publish";

/** Queues an automatic text of the bot to a client; it goes the same way as an operator's. */
export async function queueBotReply(
  db: Db,
  conversationId: number,
  content: string,
): Promise<void> {
  const hint = await db.transaction(async (tx) => {
    const touched = await touchConversation(tx, conversationId);
    const [conversation] = await tx
      .select({ position: conversations.lastTelegramMessageId, chatId: conversations.chatId })
      .from(conversations)
      .where(eq(conversations.id, conversationId));
    const [row] = await tx
      .insert(messages)
      .values({
        conversationId,
        clientId: touched.clientId,
        senderType: "system",
        messageType: "text",
        kind: "text",
        content,
        chatId: conversation?.chatId ?? null,
        deliveryStatus: "queued",
        position: conversation?.position ?? 0,
        seq: touched.seq,
      })
      .returning({ id: messages.id });
    if (row) {
      await tx
        .update(conversations)
        .set({ lastMessageId: row.id, lastMessageAt: new Date() })
        .where(eq(conversations.id, conversationId));
    }
    await wakeChat(tx, conversationId);
    return touched;
  });
  await publishConversation(hint);
}
