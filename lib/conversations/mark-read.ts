import { and, eq, isNull, sql } from "drizzle-orm";
import { conversationReads, conversations, mentions, messages } from "@/db/schema";
import type { Context } from "@/lib/context";
import { assertOperator } from "@/lib/permissions";
import { getConversation } from "./queries";

/** The actor has seen a conversation: its client messages and the notes that call them. Throws `not_found`. */
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
  await ctx.db
    .update(mentions)
    .set({ readAt: sql`now()` })
    .from(messages)
    .where(
      and(
        eq(mentions.operatorId, ctx.actor.operatorId),
        isNull(mentions.readAt),
        eq(messages.id, mentions.messageId),
        eq(messages.conversationId, conversationId),
      ),
    );
}
