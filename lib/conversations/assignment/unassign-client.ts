import { reassignClient } from "@/lib/assignment/reassign-client";
import type { Context } from "@/lib/context";
import { conversationAfter } from "@/lib/conversations/conversation-after";
import { getConversation } from "@/lib/conversations/queries";
import type { Conversation } from "@/lib/conversations/schemas";
import { change } from "@/lib/effects/change";
import { assertCan, assertOperator } from "@/lib/permissions";

/**
 * Puts a client back into the department's queue, from where a colleague with a place gets them at
 * once. Throws `not_found`, `forbidden`.
 */
export async function unassignClient(ctx: Context, conversationId: number): Promise<Conversation> {
  assertCan(ctx, "clients.write");
  assertOperator(ctx);
  const { client } = await getConversation(ctx, conversationId);
  await change(ctx, (tx) =>
    reassignClient(tx, ctx, { clientId: client.id, operatorId: null, reason: "unassigned" }),
  );
  return conversationAfter(ctx, conversationId);
}
