import { z } from "zod";
import { downloadAttachment as download } from "@/lib/attachments/download-attachment";
import { database } from "@/lib/database";
import { defineJob } from "@/lib/queue/define-job";

/** Copies a client's file from Telegram to S3. */
export const downloadAttachment = defineJob({
  id: "download-attachment",
  payload: z.object({ attachmentId: z.number().int() }),
  maxAttempts: 25,
  maxDurationSec: 300,
  run: ({ attachmentId }) => download(database(), attachmentId),
});
