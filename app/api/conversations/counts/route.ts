import { conversationCounts } from "@/lib/conversations/queries";
import { conversationCountsSchema, conversationFilterSchema } from "@/lib/conversations/schemas";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    summary: "Count conversations by view",
    query: conversationFilterSchema,
    response: conversationCountsSchema,
  },
  (ctx, { query }) => conversationCounts(ctx, query),
);
