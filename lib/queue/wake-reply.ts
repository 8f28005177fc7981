import type { Db } from "@/db/client";
import { env } from "@/lib/core/env";
import { wakeChat } from "./wake-chat";

/**
 * Wakes the sender for an automatic answer that was queued with its update. The embedded queue got its
 * job in that transaction; Trigger.dev can only be called after commit (the sweeper finds what it missed).
 */
export async function wakeReply(db: Db, conversationId: number): Promise<void> {
  if (env().JOBS_ENGINE === "trigger") await wakeChat(db, conversationId);
}
