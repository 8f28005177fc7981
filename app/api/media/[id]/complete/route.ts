import { z } from "zod";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { completeMedia } from "@/lib/media/complete-media";
import { mediaSchema } from "@/lib/media/schemas";

export const POST = route(
  {
    summary: "Say that the upload is complete",
    description:
      "Says that the file is up: it is held to the size that was promised; twice is the same as once.",
    params: z.object({ id: idParam }),
    response: mediaSchema,
  },
  (ctx, { params }) => completeMedia(ctx, params.id),
);
