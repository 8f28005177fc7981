import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { messageReactions, messages } from "@/db/schema";
import { touchConversation } from "@/lib/conversations/touch-conversation";
import type { ConversationHint } from "@/lib/realtime/publish";
import type { Applied } from "./record-update";

/** The client's reactions on a message, replaced by the new set. */
export async function applyReaction(
  tx: Tx,
  botId: number,
  reaction: { chatId: number; messageId: number; emoji: string[] },
): Promise<Applied<ConversationHint>> {
  const [message] = await tx
    .select({ id: messages.id, conversationId: messages.conversationId })
    .from(messages)
    .where(
      and(
        eq(messages.botId, botId),
        eq(messages.chatId, reaction.chatId),
        eq(messages.telegramMessageId, reaction.messageId),
      ),
    );
  if (!message) return { ignored: "reaction_to_unknown_message" };
  const hint = await touchConversation(tx, message.conversationId);
  await tx
    .insert(messageReactions)
    .values({ messageId: message.id, byClient: true, emoji: reaction.emoji })
    .onConflictDoUpdate({
      target: [messageReactions.messageId, messageReactions.byClient],
      set: { emoji: reaction.emoji, updatedAt: new Date() },
    });
  await tx.update(messages).set({ seq: hint.seq }).where(eq(messages.id, message.id));
  return { value: hint };
}
