import type { Db } from "@/db/client";
import { jobs } from "./jobs";
import { type When, wake } from "./wake";

/** Wakes the sender of a conversation's chat, now or later; see `When` for `oncePerSec`. */
export const wakeChat = (db: Db, conversationId: number, when: Omit<When, "isRepeat"> = {}) =>
  wake(db, jobs.sendMessage, { conversationId }, when);
