import { createUpload } from "@/lib/attachments/create-upload";
import { createAttachmentSchema, uploadSchema } from "@/lib/attachments/schemas";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    summary: "Begin an upload",
    description:
      "Answers where to post the file itself: a presigned S3 form for this type and at most this size, good for 5 minutes.",
    body: createAttachmentSchema,
    response: uploadSchema,
    status: 201,
  },
  (ctx, { body }) => createUpload(ctx, body),
);
