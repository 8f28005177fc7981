import { and, asc, eq, min, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { messages } from "@/db/schema";
import { mayGoAt } from "./claim-message";

/** Conversations with a message that may go now, the longest waiting first, 500 at most. */
export async function dueConversations(db: Db): Promise<number[]> {
  const rows = await db
    .select({ id: messages.conversationId })
    .from(messages)
    .where(and(eq(messages.deliveryStatus, "queued"), sql`coalesce(${mayGoAt} <= now(), true)`))
    .groupBy(messages.conversationId)
    .orderBy(asc(min(messages.id)))
    .limit(500);
  return rows.map(({ id }) => id);
}
