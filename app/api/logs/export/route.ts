import { csvResponse } from "@/lib/http/csv-response";
import { route } from "@/lib/http/route";
import { exportLogs } from "@/lib/logs/export-logs";
import { exportLogsSchema } from "@/lib/logs/schemas";

export const GET = route(
  {
    summary: "Export the operator log as CSV",
    description:
      "The lines that the filter finds, as far as you may read them; the export itself leaves a line.",
    query: exportLogsSchema,
    responseType: "text/csv",
    status: 200,
  },
  async (ctx, { query }) => csvResponse(await exportLogs(ctx, query), "operator-log.csv"),
);
