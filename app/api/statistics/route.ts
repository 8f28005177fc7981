import { route } from "@/lib/http/route";
import { getStatistics } from "@/lib/statistics/get-statistics";
import { statisticsQuerySchema, statisticsSchema } from "@/lib/statistics/schemas";

export const GET = route(
  {
    summary: "Get the figures of now and of a period",
    description: "Of the clients that the caller may see.",
    query: statisticsQuerySchema,
    response: statisticsSchema,
  },
  (ctx, { query }) => getStatistics(ctx, query),
);
