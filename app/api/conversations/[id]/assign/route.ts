import { z } from "zod";
import { assignClientSchema } from "@/lib/assignment/schemas";
import { assignClient } from "@/lib/conversations/assignment/assign-client";
import { conversationSchema } from "@/lib/conversations/schemas";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    summary: "Give a client to a person",
    description: "Gives the client to a person who may see them, above their capacity if need be.",
    params: z.object({ id: idParam }),
    body: assignClientSchema,
    response: conversationSchema,
  },
  (ctx, { params, body }) => assignClient(ctx, params.id, body),
);
