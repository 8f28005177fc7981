import { conversationChanges } from "@/lib/conversations/changes";
import {
  conversationChangeSetSchema,
  conversationChangesSchema,
} from "@/lib/conversations/schemas";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    summary: "What changed since",
    description:
      "What changed since your last answer, and which of the known ones you may no longer see; begin without `after`.",
    query: conversationChangesSchema,
    response: conversationChangeSetSchema,
  },
  (ctx, { query }) => conversationChanges(ctx, query),
);
