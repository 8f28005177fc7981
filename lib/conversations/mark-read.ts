import { eq, sql } from "drizzle-orm";
import { conversationReads, conversations } from "@/db/schema";
import type { Context } from "@/lib/context";
import { assertOperator } from "@/lib/permissions";
import { getConversation } from "./queries";

/** The actor has seen all of a conversation's client messages. Throws `not_found`. */
export async function markRead(ctx: Context, conversationId: number): Promise<void> {
  assertOperator(ctx);
  await getConversation(ctx, conversationId);
  await ctx.db
    .insert(conversationReads)
    .select(
      ctx.db
        .select({
          conversationId: conversations.id,
          operatorId: sql<number>`${ctx.actor.operatorId}::bigint`.as("operator_id"),
          incomingRead: conversations.incomingCount,
          readAt: sql<Date>`now()`.as("read_at"),
        })
        .from(conversations)
        .where(eq(conversations.id, conversationId)),
    )
    .onConflictDoUpdate({
      target: [conversationReads.conversationId, conversationReads.operatorId],
      set: { incomingRead: sql`excluded.incoming_read`, readAt: sql`now()` },
    });
}
