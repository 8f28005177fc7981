import { z } from "zod";
import { transferClientSchema } from "@/lib/assignment/schemas";
import { transferClient } from "@/lib/conversations/assignment/transfer-client";
import { conversationSchema } from "@/lib/conversations/schemas";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    summary: "Hand a client over with a note",
    description:
      "Hands the client over to a person, or to a department's queue, with a note that only the team reads.",
    params: z.object({ id: idParam }),
    body: transferClientSchema,
    response: conversationSchema,
  },
  (ctx, { params, body }) => transferClient(ctx, params.id, body),
);
