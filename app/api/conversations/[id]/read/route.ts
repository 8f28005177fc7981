import { z } from "zod";
import { markRead } from "@/lib/conversations/mark-read";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    summary: "Mark a conversation read",
    description: "You have seen the client's messages and the notes that call you.",
    params: z.object({ id: idParam }),
  },
  (ctx, { params }) => markRead(ctx, params.id),
);
