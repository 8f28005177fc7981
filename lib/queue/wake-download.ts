import type { Db } from "@/db/client";
import { addJob, type JobRequest } from "./add-job";

/** Wakes the download of an attachment from Telegram to S3; see `JobRequest` for `when`. */
export async function wakeDownload(
  db: Db,
  attachmentId: number,
  when: Pick<JobRequest, "oncePerSec" | "isRepeat"> = {},
): Promise<void> {
  const download = `download-${attachmentId}`;
  await addJob(db, {
    id: "download-attachment",
    payload: { attachmentId },
    key: download,
    lane: download,
    ...when,
  });
}
