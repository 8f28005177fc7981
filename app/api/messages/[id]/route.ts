import { z } from "zod";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { getMessage } from "@/lib/messages/queries";
import { messageSchema } from "@/lib/messages/schemas";

export const GET = route(
  { summary: "Get a message", params: z.object({ id: idParam }), response: messageSchema },
  (ctx, { params }) => getMessage(ctx, params.id),
);
