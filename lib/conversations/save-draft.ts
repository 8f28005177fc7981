import { and, eq } from "drizzle-orm";
import { drafts } from "@/db/schema";
import type { Context } from "@/lib/context";
import { assertOperator } from "@/lib/permissions";
import { getConversation } from "./queries";
import { draftSchema } from "./schemas";

/** Keeps what the actor has typed in a conversation; an empty text removes it. Throws `not_found`. */
export async function saveDraft(
  ctx: Context,
  conversationId: number,
  input: { content: string },
): Promise<void> {
  assertOperator(ctx);
  const { content } = draftSchema.parse(input);
  await getConversation(ctx, conversationId);
  const { operatorId } = ctx.actor;
  if (content.trim() === "") {
    await ctx.db
      .delete(drafts)
      .where(and(eq(drafts.conversationId, conversationId), eq(drafts.operatorId, operatorId)));
    return;
  }
  await ctx.db
    .insert(drafts)
    .values({ conversationId, operatorId, content })
    .onConflictDoUpdate({
      target: [drafts.conversationId, drafts.operatorId],
      set: { content, updatedAt: new Date() },
    });
}

/** The actor's draft in a conversation, or an empty text. */
export async function readDraft(ctx: Context, conversationId: number): Promise<string> {
  assertOperator(ctx);
  const [row] = await ctx.db
    .select({ content: drafts.content })
    .from(drafts)
    .where(
      and(eq(drafts.conversationId, conversationId), eq(drafts.operatorId, ctx.actor.operatorId)),
    );
  return row?.content ?? "";
}
