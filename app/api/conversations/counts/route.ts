import { conversationCounts } from "@/lib/conversations/queries";
import { conversationCountsSchema, conversationFilterSchema } from "@/lib/conversations/schemas";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    summary: "Count conversations by view",
    description: "How many conversations each view holds, up to 1000.",
    query: conversationFilterSchema,
    response: conversationCountsSchema,
  },
  (ctx, { query }) => conversationCounts(ctx, query),
);
