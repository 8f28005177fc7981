import { eq, sql } from "drizzle-orm";
import { conversations } from "@/db/schema";
import type { OperatorContext } from "@/lib/context";
import { notFound } from "@/lib/core/errors";
import type { Conversation } from "./schemas";
import { conversationDto, selectConversations } from "./select-conversations";

/**
 * A conversation that the actor's own act has just changed: the act's result, even when that act put the
 * client out of their sight (a transfer to another department). Never use it for reading.
 */
export async function conversationAfter(ctx: OperatorContext, id: number): Promise<Conversation> {
  const [row] = await selectConversations(ctx, eq(conversations.id, id), sql`true`).limit(1);
  if (!row) throw notFound("conversation");
  return conversationDto(row);
}
