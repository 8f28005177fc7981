import { z } from "zod";
import { attachmentSchema } from "@/lib/attachments/schemas";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { attachMedia } from "@/lib/media/attach-media";

export const POST = route(
  {
    summary: "Make an attachment of a library file",
    description: "Makes a copy of the file as an attachment of yours, ready to be sent.",
    params: z.object({ id: idParam }),
    response: attachmentSchema,
    status: 201,
  },
  (ctx, { params }) => attachMedia(ctx, params.id),
);
