import { pageOf } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { listLogs } from "@/lib/logs/queries";
import { listLogsSchema, logSchema } from "@/lib/logs/schemas";

export const GET = route(
  {
    summary: "List the operator log",
    description: "Newest first: all for admins, own departments for managers, else own lines.",
    query: listLogsSchema,
    response: pageOf(logSchema),
  },
  (ctx, { query }) => listLogs(ctx, query),
);
