import { z } from "zod";
import { conversationSchema } from "@/lib/conversations/schemas";
import { setDone } from "@/lib/conversations/set-done";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    summary: "Close a conversation",
    params: z.object({ id: idParam }),
    response: conversationSchema,
  },
  (ctx, { params }) => setDone(ctx, params.id),
);
