import { z } from "zod";
import { getCase } from "@/lib/conversations/list-cases";
import { caseSchema } from "@/lib/conversations/schemas";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    summary: "Get a case",
    description: 'One episode of a client\'s chat, from the first message to "done".',
    params: z.object({ id: idParam }),
    response: caseSchema,
  },
  (ctx, { params }) => getCase(ctx, params.id),
);
