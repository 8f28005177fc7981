import { pageOf } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { listQuickReplies } from "@/lib/quick-replies/queries";
import { createQuickReply } from "@/lib/quick-replies/save-quick-reply";
import {
  createQuickReplySchema,
  listQuickRepliesSchema,
  quickReplySchema,
} from "@/lib/quick-replies/schemas";

export const GET = route(
  {
    summary: "List quick replies",
    description: "Those for everyone and for your departments, by shortcut.",
    query: listQuickRepliesSchema,
    response: pageOf(quickReplySchema),
  },
  (ctx, { query }) => listQuickReplies(ctx, query),
);

export const POST = route(
  {
    summary: "Add a quick reply",
    description: "Managers add them for their own departments only.",
    body: createQuickReplySchema,
    response: quickReplySchema,
    status: 201,
  },
  (ctx, { body }) => createQuickReply(ctx, body),
);
