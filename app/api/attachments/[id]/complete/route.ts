import { z } from "zod";
import { completeUpload } from "@/lib/attachments/complete-upload";
import { attachmentSchema } from "@/lib/attachments/schemas";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    summary: "Finish an upload",
    description:
      "Says that the file is up: it is held to the size that was promised; twice is the same as once.",
    params: z.object({ id: idParam }),
    response: attachmentSchema,
  },
  (ctx, { params }) => completeUpload(ctx, params.id),
);
