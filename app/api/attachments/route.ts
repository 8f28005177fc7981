import { createUpload } from "@/lib/attachments/create-upload";
import { createAttachmentSchema, uploadSchema } from "@/lib/attachments/schemas";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    summary: "Begin an upload",
    description:
      "Answers how to send the file itself to the storage: a presigned form or PUT for this type and size, good for 5 minutes. Say `complete` when it is there; until then, and once it lies unsent for a day, the file is removed by itself. At most 100 files and 1 GB of one person may wait: 409 beyond.",
    body: createAttachmentSchema,
    response: uploadSchema,
    status: 201,
  },
  (ctx, { body }) => createUpload(ctx, body),
);
