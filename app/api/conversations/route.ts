import { listConversations } from "@/lib/conversations/queries";
import { conversationSchema, listConversationsSchema } from "@/lib/conversations/schemas";
import { pageOf } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    summary: "List conversations",
    description: "A view's conversations: the latest first, in `waiting` the longest wait first.",
    query: listConversationsSchema,
    response: pageOf(conversationSchema),
  },
  (ctx, { query }) => listConversations(ctx, query),
);
