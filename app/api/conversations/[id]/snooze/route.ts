import { z } from "zod";
import { conversationSchema } from "@/lib/conversations/schemas";
import { snooze, snoozeSchema } from "@/lib/conversations/snooze";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    summary: "Let a conversation rest",
    description:
      "Takes the conversation out of the way until a moment within a year, or the client's next message.",
    params: z.object({ id: idParam }),
    body: snoozeSchema,
    response: conversationSchema,
  },
  (ctx, { params, body }) => snooze(ctx, params.id, body),
);
