import { z } from "zod";
import { getConversation } from "@/lib/conversations/queries";
import { conversationSchema } from "@/lib/conversations/schemas";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    summary: "Get a conversation",
    description: "A client's endless chat: its state, who waits, and the last message.",
    params: z.object({ id: idParam }),
    response: conversationSchema,
  },
  (ctx, { params }) => getConversation(ctx, params.id),
);
