import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { drafts } from "@/db/schema";
import type { Context } from "@/lib/context";
import { assertOperator } from "@/lib/permissions";
import { getConversation } from "./queries";
import { type Draft, draftSchema } from "./schemas";

/** Keeps what the actor has typed in a conversation; empty texts remove it. Throws `not_found`. */
export async function saveDraft(
  ctx: Context,
  conversationId: number,
  input: z.input<typeof draftSchema>,
): Promise<void> {
  assertOperator(ctx);
  const { content, note, is_note: isNote } = draftSchema.parse(input);
  await getConversation(ctx, conversationId);
  const { operatorId } = ctx.actor;
  if (content.trim() === "" && note.trim() === "") {
    await ctx.db
      .delete(drafts)
      .where(and(eq(drafts.conversationId, conversationId), eq(drafts.operatorId, operatorId)));
    return;
  }
  await ctx.db
    .insert(drafts)
    .values({ conversationId, operatorId, content, note, isNote })
    .onConflictDoUpdate({
      target: [drafts.conversationId, drafts.operatorId],
      set: { content, note, isNote, updatedAt: new Date() },
    });
}

/** The actor's draft in a conversation, or empty texts. */
export async function readDraft(ctx: Context, conversationId: number): Promise<Draft> {
  assertOperator(ctx);
  const [row] = await ctx.db
    .select({ content: drafts.content, note: drafts.note, is_note: drafts.isNote })
    .from(drafts)
    .where(
      and(eq(drafts.conversationId, conversationId), eq(drafts.operatorId, ctx.actor.operatorId)),
    );
  return row ?? { content: "", note: "", is_note: false };
}
