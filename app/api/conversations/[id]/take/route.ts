import { z } from "zod";
import { takeClient } from "@/lib/conversations/assignment/take-client";
import { conversationSchema } from "@/lib/conversations/schemas";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    summary: "Take a client",
    description:
      "You take the client, above your capacity if you wish; of two who take at once the second gets 409.",
    params: z.object({ id: idParam }),
    response: conversationSchema,
  },
  (ctx, { params }) => takeClient(ctx, params.id),
);
