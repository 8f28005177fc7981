import { z } from "zod";
import { listCases } from "@/lib/conversations/list-cases";
import { caseSchema } from "@/lib/conversations/schemas";
import { idParam, page, pageOf } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    summary: "List a client's cases",
    description: 'Newest first: each an episode of the chat, from the first message to "done".',
    params: z.object({ id: idParam }),
    query: page,
    response: pageOf(caseSchema),
  },
  (ctx, { params, query }) => listCases(ctx, params.id, query),
);
