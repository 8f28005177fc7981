import { z } from "zod";
import { conversationSchema } from "@/lib/conversations/schemas";
import { setDone } from "@/lib/conversations/set-done";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    summary: "Close a conversation",
    description:
      "Closes the case and gives the place to whoever waits longest; the client's next message opens another case.",
    params: z.object({ id: idParam }),
    response: conversationSchema,
  },
  (ctx, { params }) => setDone(ctx, params.id),
);
