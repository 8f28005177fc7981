import { clientCounts } from "@/lib/clients/queries";
import { clientCountsSchema, clientFilterSchema } from "@/lib/clients/schemas";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    summary: "Count clients",
    description: "How many clients the filter finds, in all and by status.",
    query: clientFilterSchema,
    response: clientCountsSchema,
  },
  (ctx, { query }) => clientCounts(ctx, query),
);
