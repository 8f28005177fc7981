import { eq, type SQL } from "drizzle-orm";
import { attachments, messages } from "@/db/schema";
import type { ChangeTx } from "@/lib/effects/change";
import { touchConversation } from "@/lib/thread/touch-conversation";

/**
 * Changes the file of a message as one visible change of its conversation, if the row is still as
 * `where` says; false when it is not.
 */
export async function changeFile(
  tx: ChangeTx,
  id: number,
  change: Partial<typeof attachments.$inferInsert>,
  where: SQL | undefined,
): Promise<boolean> {
  const [message] = await tx
    .select({ id: messages.id, conversationId: messages.conversationId })
    .from(attachments)
    .innerJoin(messages, eq(messages.id, attachments.messageId))
    .where(eq(attachments.id, id));
  if (!message) return false;
  const { seq } = await touchConversation(tx, message.conversationId);
  const changed = await tx
    .update(attachments)
    .set(change)
    .where(where)
    .returning({ id: attachments.id });
  if (changed.length === 0) return false;
  await tx.update(messages).set({ seq }).where(eq(messages.id, message.id));
  return true;
}
