import { z } from "zod";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { retryMessage } from "@/lib/messages/retry-message";
import { messageSchema } from "@/lib/messages/schemas";

export const POST = route(
  {
    summary: "Send a failed message again",
    description:
      "For a message that failed or whose delivery is not known: a person decides to send it again.",
    params: z.object({ id: idParam }),
    response: messageSchema,
  },
  (ctx, { params }) => retryMessage(ctx, params.id),
);
