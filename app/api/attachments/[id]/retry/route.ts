import { z } from "zod";
import { retryDownload } from "@/lib/attachments/retry-download";
import { attachmentSchema } from "@/lib/attachments/schemas";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    summary: "Fetch a client's file from Telegram again",
    description: "For one that failed; one that is under way or here is answered as it is.",
    params: z.object({ id: idParam }),
    response: attachmentSchema,
  },
  (ctx, { params }) => retryDownload(ctx, params.id),
);
