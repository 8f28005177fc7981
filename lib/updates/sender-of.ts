import { and, eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { messages } from "@/db/schema";
import type { IncomingMessage } from "./ingest-message";

/** Whose the stored message is that this is a version of; null: it is not stored. */
export async function senderOf(
  db: Db,
  botId: number,
  { client, message }: IncomingMessage,
): Promise<"client" | "operator" | "system" | null> {
  const [found] = await db
    .select({ sender: messages.senderType })
    .from(messages)
    .where(
      and(
        eq(messages.botId, botId),
        eq(messages.chatId, client.telegram_id),
        eq(messages.telegramMessageId, message.message_id),
      ),
    );
  return found?.sender ?? null;
}
