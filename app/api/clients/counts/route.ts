import { clientCounts } from "@/lib/clients/queries";
import { clientCountsSchema, clientFilterSchema } from "@/lib/clients/schemas";
import { route } from "@/lib/http/route";

export const GET = route(
  { summary: "Count clients", query: clientFilterSchema, response: clientCountsSchema },
  (ctx, { query }) => clientCounts(ctx, query),
);
