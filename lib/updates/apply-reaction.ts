import { and, eq, sql } from "drizzle-orm";
import { conversations, earlyReactions, messageReactions, messages } from "@/db/schema";
import type { ChangeTx } from "@/lib/effects/change";
import { touchConversation } from "@/lib/thread/touch-conversation";
import type { Applied } from "./record-update";

type Reaction = {
  botId: number;
  chatId: number;
  messageId: number;
  emoji: string[];
  at: Date;
  updateId: number;
};

/**
 * The client's reactions on a message, replaced by the new set unless that is older. One to a message
 * that is not there yet waits for it.
 */
export async function applyReaction(tx: ChangeTx, reaction: Reaction): Promise<Applied<null>> {
  const { botId, chatId, messageId, emoji, at: reactedAt, updateId } = reaction;
  // A message that is being stored holds it: then both are seen.
  await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(eq(conversations.chatId, chatId))
    .for("no key update");
  const [message] = await tx
    .select({ id: messages.id, conversationId: messages.conversationId })
    .from(messages)
    .where(
      and(
        eq(messages.botId, botId),
        eq(messages.chatId, chatId),
        eq(messages.telegramMessageId, messageId),
      ),
    );
  const isNewer = (row: typeof messageReactions | typeof earlyReactions) =>
    sql`(coalesce(${row.reactedAt}, '-infinity'), coalesce(${row.updateId}, 0)) < (excluded.reacted_at, excluded.update_id)`;
  const set = { emoji, reactedAt, updateId };
  if (!message) {
    await tx
      .insert(earlyReactions)
      .values({ botId, chatId, telegramMessageId: messageId, ...set })
      .onConflictDoUpdate({
        target: [earlyReactions.chatId, earlyReactions.telegramMessageId, earlyReactions.botId],
        set,
        setWhere: isNewer(earlyReactions),
      });
    return { ignored: "reaction_to_unknown_message" };
  }
  const { seq } = await touchConversation(tx, message.conversationId);
  const changed = await tx
    .insert(messageReactions)
    .values({ messageId: message.id, byClient: true, ...set })
    .onConflictDoUpdate({
      target: [messageReactions.messageId, messageReactions.byClient],
      set: { ...set, updatedAt: new Date() },
      setWhere: isNewer(messageReactions),
    })
    .returning({ id: messageReactions.id });
  if (changed.length === 0) return { ignored: "reaction_is_outdated" };
  await tx.update(messages).set({ seq }).where(eq(messages.id, message.id));
  return { value: null };
}
