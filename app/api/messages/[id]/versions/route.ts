import { z } from "zod";
import { idParam, page, pageOf } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { listVersions } from "@/lib/messages/list-versions";
import { messageVersionSchema } from "@/lib/messages/schemas";

export const GET = route(
  {
    summary: "Earlier texts of a message",
    description: "Every text that the message had before, oldest first.",
    params: z.object({ id: idParam }),
    query: page,
    response: pageOf(messageVersionSchema),
  },
  (ctx, { params, query }) => listVersions(ctx, params.id, query),
);
