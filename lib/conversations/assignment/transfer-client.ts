import { eq } from "drizzle-orm";
import { conversations, messages } from "@/db/schema";
import { reassignClient } from "@/lib/assignment/reassign-client";
import { type TransferClient, transferClientSchema } from "@/lib/assignment/schemas";
import type { Context, OperatorContext } from "@/lib/context";
import { conversationAfter } from "@/lib/conversations/conversation-after";
import { getConversation } from "@/lib/conversations/queries";
import type { Conversation } from "@/lib/conversations/schemas";
import { type ChangeTx, change } from "@/lib/effects/change";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan, assertOperator } from "@/lib/permissions";
import { touchConversation } from "@/lib/thread/touch-conversation";

/**
 * Hands a client over to a person, or to a department's queue, with a note that only the team reads.
 * Throws `not_found`, `forbidden`, `invalid`.
 */
export async function transferClient(
  ctx: Context,
  conversationId: number,
  input: TransferClient,
): Promise<Conversation> {
  assertCan(ctx, "clients.write");
  assertOperator(ctx);
  const wanted = transferClientSchema.parse(input);
  const { client } = await getConversation(ctx, conversationId);
  await change(ctx, async (tx) => {
    await reassignClient(tx, ctx, {
      clientId: client.id,
      operatorId: wanted.operator_id,
      departmentId: wanted.department_id,
      reason: "transferred",
    });
    if (wanted.note !== "") await addNote(tx, ctx, conversationId, wanted.note);
  });
  return conversationAfter(ctx, conversationId);
}

async function addNote(
  tx: ChangeTx,
  ctx: OperatorContext,
  conversationId: number,
  content: string,
) {
  const changed = await touchConversation(tx, conversationId);
  const [conversation] = await tx
    .select({ position: conversations.lastTelegramMessageId })
    .from(conversations)
    .where(eq(conversations.id, conversationId));
  const [note] = await tx
    .insert(messages)
    .values({
      conversationId,
      clientId: changed.clientId,
      senderType: "operator",
      operatorId: ctx.actor.operatorId,
      messageType: "text",
      kind: "text",
      content,
      isInternal: true,
      deliveryStatus: "received",
      position: conversation?.position ?? 0,
      seq: changed.seq,
    })
    .returning({ id: messages.id });
  await writeLog(tx, ctx, {
    action: "note_added",
    description: `Message ${note?.id} to client ${changed.clientId}`,
    clientId: changed.clientId,
  });
}
