import { reassignClient } from "@/lib/assignment/reassign-client";
import { type AssignClient, assignClientSchema } from "@/lib/assignment/schemas";
import type { Context } from "@/lib/context";
import { conversationAfter } from "@/lib/conversations/conversation-after";
import { getConversation } from "@/lib/conversations/queries";
import type { Conversation } from "@/lib/conversations/schemas";
import { change } from "@/lib/effects/change";
import { assertCan, assertOperator } from "@/lib/permissions";

/**
 * Gives a client to a person, above their capacity if need be. Throws `not_found`, `forbidden` for an
 * operator whose client it is not, `invalid` for someone inactive or of another department.
 */
export async function assignClient(
  ctx: Context,
  conversationId: number,
  input: AssignClient,
): Promise<Conversation> {
  assertCan(ctx, "clients.write");
  assertOperator(ctx);
  const { operator_id: operatorId } = assignClientSchema.parse(input);
  const { client } = await getConversation(ctx, conversationId);
  await change(ctx, (tx) =>
    reassignClient(tx, ctx, { clientId: client.id, operatorId, reason: "assigned" }),
  );
  return conversationAfter(ctx, conversationId);
}
