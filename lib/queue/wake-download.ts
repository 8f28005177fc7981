import type { Db } from "@/db/client";
import { addJob } from "./add-job";

/** Wakes the download of an attachment from Telegram to S3. */
export async function wakeDownload(db: Db, attachmentId: number): Promise<void> {
  await addJob(db, {
    id: "download-attachment",
    payload: { attachmentId },
    key: `download-${attachmentId}`,
  });
}
