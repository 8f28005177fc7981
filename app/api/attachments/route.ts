import { createUpload } from "@/lib/attachments/create-upload";
import { createAttachmentSchema, uploadSchema } from "@/lib/attachments/schemas";
import { route } from "@/lib/http/route";

export const POST = route(
  { summary: "Begin an upload", body: createAttachmentSchema, response: uploadSchema, status: 201 },
  (ctx, { body }) => createUpload(ctx, body),
);
