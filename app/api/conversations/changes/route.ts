import { conversationChanges } from "@/lib/conversations/queries";
import {
  conversationChangeSetSchema,
  conversationChangesSchema,
} from "@/lib/conversations/schemas";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    summary: "What changed since",
    query: conversationChangesSchema,
    response: conversationChangeSetSchema,
  },
  (ctx, { query }) => conversationChanges(ctx, query),
);
