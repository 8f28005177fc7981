import { z } from "zod";
import { listClientFiles } from "@/lib/attachments/list-client-files";
import { attachmentSchema } from "@/lib/attachments/schemas";
import { idParam, page, pageOf } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    summary: "List a client's files",
    description: "The files of the client's chat, newest first, with links to them.",
    params: z.object({ id: idParam }),
    query: page,
    response: pageOf(attachmentSchema),
  },
  (ctx, { params, query }) => listClientFiles(ctx, params.id, query),
);
