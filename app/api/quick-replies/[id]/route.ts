import { z } from "zod";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { getQuickReply } from "@/lib/quick-replies/queries";
import { deleteQuickReply, updateQuickReply } from "@/lib/quick-replies/save-quick-reply";
import { quickReplySchema, updateQuickReplySchema } from "@/lib/quick-replies/schemas";

const params = z.object({ id: idParam });

export const GET = route(
  {
    summary: "Get a quick reply",
    description: "A quick reply that you may use.",
    params,
    response: quickReplySchema,
  },
  (ctx, { params }) => getQuickReply(ctx, params.id),
);

export const PATCH = route(
  {
    summary: "Change a quick reply",
    description: "Changes only what is given; its files are replaced as a whole.",
    params,
    body: updateQuickReplySchema,
    response: quickReplySchema,
  },
  (ctx, { params, body }) => updateQuickReply(ctx, params.id, body),
);

export const DELETE = route(
  { summary: "Delete a quick reply", description: "What was sent with it stays.", params },
  (ctx, { params }) => deleteQuickReply(ctx, params.id),
);
