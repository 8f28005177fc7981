import { z } from "zod";
import { unassignClient } from "@/lib/assignment/unassign-client";
import { conversationSchema } from "@/lib/conversations/schemas";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    summary: "Put a client back into the queue",
    params: z.object({ id: idParam }),
    response: conversationSchema,
  },
  (ctx, { params }) => unassignClient(ctx, params.id),
);
