import { eq, type SQL } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { attachments, messages } from "@/db/schema";
import { touchConversation } from "@/lib/conversations/touch-conversation";
import type { ConversationHint } from "@/lib/realtime/publish";

/**
 * Changes the file of a message as one visible change of its conversation, if the row is still as
 * `where` says. Answers the hint to publish, or null when nothing was changed.
 */
export async function changeFile(
  tx: Tx,
  id: number,
  change: Partial<typeof attachments.$inferInsert>,
  where: SQL | undefined,
): Promise<ConversationHint | null> {
  const [message] = await tx
    .select({ id: messages.id, conversationId: messages.conversationId })
    .from(attachments)
    .innerJoin(messages, eq(messages.id, attachments.messageId))
    .where(eq(attachments.id, id));
  if (!message) return null;
  const hint = await touchConversation(tx, message.conversationId);
  const changed = await tx
    .update(attachments)
    .set(change)
    .where(where)
    .returning({ id: attachments.id });
  if (changed.length === 0) return null;
  await tx.update(messages).set({ seq: hint.seq }).where(eq(messages.id, message.id));
  return hint;
}
