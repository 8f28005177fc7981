import { z } from "zod";
import { assignClient } from "@/lib/assignment/assign-client";
import { assignClientSchema } from "@/lib/assignment/schemas";
import { conversationSchema } from "@/lib/conversations/schemas";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    summary: "Give a client to a person",
    params: z.object({ id: idParam }),
    body: assignClientSchema,
    response: conversationSchema,
  },
  (ctx, { params, body }) => assignClient(ctx, params.id, body),
);
