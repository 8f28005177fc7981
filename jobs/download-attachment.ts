import {
  downloadAttachment as download,
  giveUpDownload,
} from "@/lib/attachments/download-attachment";
import { database } from "@/lib/database";
import { defineJob } from "@/lib/queue/define-job";
import { jobs } from "@/lib/queue/jobs";

/** Copies a client's file from Telegram to S3. */
export const downloadAttachment = defineJob(jobs.downloadAttachment, {
  run: ({ attachmentId }, { signal }) => download(database(), attachmentId, signal),
  onExhausted: ({ attachmentId }) => giveUpDownload(database(), attachmentId),
});
