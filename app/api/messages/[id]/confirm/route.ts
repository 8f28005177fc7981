import { z } from "zod";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { confirmMessage } from "@/lib/messages/confirm-message";
import { messageSchema } from "@/lib/messages/schemas";

export const POST = route(
  {
    summary: "Say that an unknown message did arrive",
    description: "It counts as sent, and is not offered to be sent again.",
    params: z.object({ id: idParam }),
    response: messageSchema,
  },
  (ctx, { params }) => confirmMessage(ctx, params.id),
);
