import { chooseDelimiter, delimiterParam } from "@/lib/csv/delimiter";
import { csvResponse } from "@/lib/http/csv-response";
import { route } from "@/lib/http/route";
import { exportLogs } from "@/lib/logs/export-logs";
import { exportLogsSchema } from "@/lib/logs/schemas";

export const GET = route(
  {
    summary: "Export the operator log as CSV",
    description:
      "The lines that the filter finds, as far as you may read them; the export itself leaves a line.",
    query: exportLogsSchema.extend({ delimiter: delimiterParam }),
    responseType: "text/csv",
    status: 200,
  },
  async (ctx, { query: { delimiter, ...filter }, locale }) => {
    const sign = chooseDelimiter(delimiter, { actor: ctx.actor, locale });
    return csvResponse(await exportLogs(ctx, filter, sign), "operator-log.csv");
  },
);
