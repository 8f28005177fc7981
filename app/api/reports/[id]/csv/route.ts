import { z } from "zod";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { findReportFile } from "@/lib/reports/find-report-file";

const params = z.object({ id: idParam });

export const GET = route(
  {
    summary: "Download a report as CSV",
    description: "The figures as a file; 409 until the report is done.",
    params,
    status: 302,
    errors: [409],
  },
  async (ctx, { params }) =>
    new Response(null, {
      status: 302,
      headers: { location: await findReportFile(ctx, params.id), "cache-control": "no-store" },
    }),
);
