import { z } from "zod";
import { reopen } from "@/lib/conversations/reopen";
import { conversationSchema } from "@/lib/conversations/schemas";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    summary: "Take back done or snoozed",
    description: "The last case goes on, and the client waits again if nobody had answered.",
    params: z.object({ id: idParam }),
    response: conversationSchema,
  },
  (ctx, { params }) => reopen(ctx, params.id),
);
