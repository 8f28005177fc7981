import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type MessageEntity, messages, messageVersions } from "@/db/schema";
import { touchConversation } from "@/lib/conversations/touch-conversation";
import type { ConversationHint } from "@/lib/realtime/publish";
import type { IncomingMessage } from "./ingest-message";
import type { Applied } from "./record-update";

/** A client's edit: the earlier version is kept; the same content changes nothing. */
export async function applyEdit(
  tx: Tx,
  botId: number,
  incoming: IncomingMessage,
  editedAt: Date,
): Promise<Applied<ConversationHint>> {
  const [message] = await tx
    .select({
      id: messages.id,
      conversationId: messages.conversationId,
      content: messages.content,
      entities: messages.entities,
    })
    .from(messages)
    .where(
      and(
        eq(messages.botId, botId),
        eq(messages.chatId, incoming.client.telegram_id),
        eq(messages.telegramMessageId, incoming.message.message_id),
      ),
    );
  if (!message) return { ignored: "edit_of_unknown_message" };
  const entities = incoming.message.entities as MessageEntity[] | null;
  const { content } = incoming.message;
  if (
    message.content === content &&
    JSON.stringify(message.entities) === JSON.stringify(entities)
  ) {
    return { ignored: "edit_changes_nothing" };
  }
  const hint = await touchConversation(tx, message.conversationId);
  await tx.insert(messageVersions).values({
    messageId: message.id,
    content: message.content,
    entities: message.entities,
  });
  await tx
    .update(messages)
    .set({ content, entities, editedAt, seq: hint.seq })
    .where(eq(messages.id, message.id));
  return { value: hint };
}
