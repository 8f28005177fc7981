import type { Db } from "@/db/client";
import { jobs } from "./jobs";
import { type When, wake } from "./wake";

/** Wakes the download of an attachment from Telegram to S3; see `When` for `when`. */
export const wakeDownload = (db: Db, attachmentId: number, when: Omit<When, "delayMs"> = {}) =>
  wake(db, jobs.downloadAttachment, { attachmentId }, when);
