import { z } from "zod";
import { mergeClients } from "@/lib/clients/merge-clients";
import { mergeClientsSchema, mergeResultSchema, previewParam } from "@/lib/clients/schemas";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    summary: "Merge two clients into one",
    description:
      "Messages, notes, files, cases, tags and empty fields go to the kept client, the other disappears; with `preview` nothing is changed.",
    query: z.object({ preview: previewParam }),
    body: mergeClientsSchema,
    response: mergeResultSchema,
    status: 200,
  },
  (ctx, { query, body }) => mergeClients(ctx, body, { isPreview: query.preview }),
);
