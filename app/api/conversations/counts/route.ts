import { conversationCounts } from "@/lib/conversations/queries";
import { conversationCountsSchema } from "@/lib/conversations/schemas";
import { route } from "@/lib/http/route";

export const GET = route(
  { summary: "Count conversations by view", response: conversationCountsSchema },
  (ctx) => conversationCounts(ctx),
);
