import { z } from "zod";
import { unassignClient } from "@/lib/conversations/assignment/unassign-client";
import { conversationSchema } from "@/lib/conversations/schemas";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    summary: "Put a client back into the queue",
    description:
      "Puts the client back into the department's queue, from where a colleague with a free place gets them.",
    params: z.object({ id: idParam }),
    response: conversationSchema,
  },
  (ctx, { params }) => unassignClient(ctx, params.id),
);
