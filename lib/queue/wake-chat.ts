import type { Db } from "@/db/client";
import { addJob, type JobRequest } from "./add-job";

/** Wakes the sender of a conversation's chat, now or at `runAt`; see `JobRequest` for `oncePerSec`. */
export async function wakeChat(
  db: Db,
  conversationId: number,
  when: Pick<JobRequest, "runAt" | "oncePerSec"> = {},
): Promise<void> {
  const chat = `chat-${conversationId}`;
  await addJob(db, {
    id: "send-message-to-telegram",
    payload: { conversationId },
    key: when.runAt ? `${chat}-later` : chat,
    lane: chat,
    ...when,
  });
}
