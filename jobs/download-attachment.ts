import { z } from "zod";
import {
  downloadAttachment as download,
  giveUpDownload,
} from "@/lib/attachments/download-attachment";
import { database } from "@/lib/database";
import { defineJob } from "@/lib/queue/define-job";

/** Copies a client's file from Telegram to S3. */
export const downloadAttachment = defineJob({
  id: "download-attachment",
  payload: z.object({ attachmentId: z.number().int() }),
  lane: ({ attachmentId }) => `download-${attachmentId}`,
  maxAttempts: 25,
  maxDurationSec: 300,
  run: ({ attachmentId }, { signal }) => download(database(), attachmentId, signal),
  onExhausted: ({ attachmentId }) => giveUpDownload(database(), attachmentId),
});
