import type { Db } from "@/db/client";
import { addJob } from "./add-job";

/** Wakes the sender of a conversation's chat, now or at `runAt`. */
export async function wakeChat(db: Db, conversationId: number, runAt?: Date): Promise<void> {
  const chat = `chat-${conversationId}`;
  await addJob(db, {
    id: "send-message-to-telegram",
    payload: { conversationId },
    key: runAt ? `${chat}-later` : chat,
    lane: chat,
    ...(runAt ? { runAt } : {}),
  });
}
