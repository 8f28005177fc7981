import { z } from "zod";
import { idParam } from "@/lib/core/schemas";
import { chooseDelimiter, delimiterParam } from "@/lib/csv/delimiter";
import { route } from "@/lib/http/route";
import { findReportFile } from "@/lib/reports/find-report-file";

const params = z.object({ id: idParam });

export const GET = route(
  {
    summary: "Download a report as CSV",
    description: "The figures as a file; 409 until the report is done.",
    params,
    query: z.object({ delimiter: delimiterParam }),
    status: 302,
    errors: [409],
  },
  async (ctx, { params, query, locale }) => {
    const delimiter = chooseDelimiter(query.delimiter, { actor: ctx.actor, locale });
    const location = await findReportFile(ctx, params.id, delimiter);
    return new Response(null, { status: 302, headers: { location, "cache-control": "no-store" } });
  },
);
