import { reassignClient } from "@/lib/assignment/reassign-client";
import type { Context } from "@/lib/context";
import { conversationAfter } from "@/lib/conversations/conversation-after";
import { getConversation } from "@/lib/conversations/queries";
import type { Conversation } from "@/lib/conversations/schemas";
import { change } from "@/lib/effects/change";
import { assertCan, assertOperator } from "@/lib/permissions";

/**
 * The actor takes a client, above their capacity if they wish. Of two who take at once the second gets
 * `conflict`. Throws `not_found`.
 */
export async function takeClient(ctx: Context, conversationId: number): Promise<Conversation> {
  assertCan(ctx, "clients.write");
  assertOperator(ctx);
  const { operatorId } = ctx.actor;
  const { client } = await getConversation(ctx, conversationId);
  await change(ctx, (tx) =>
    reassignClient(tx, ctx, { clientId: client.id, operatorId, reason: "taken" }),
  );
  return conversationAfter(ctx, conversationId);
}
