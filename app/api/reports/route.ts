import { pageOf } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { listReports } from "@/lib/reports/queries";
import { requestReport } from "@/lib/reports/request-report";
import { listedReportSchema, listReportsSchema, requestReportSchema } from "@/lib/reports/schemas";

export const GET = route(
  {
    summary: "List reports",
    description: "Newest first: all for admins, else those one asked for.",
    query: listReportsSchema,
    response: pageOf(listedReportSchema),
  },
  (ctx, { query }) => listReports(ctx, query),
);

export const POST = route(
  {
    summary: "Ask for a report",
    description: "Made by a job; read it again until its status is `done` or `failed`.",
    body: requestReportSchema,
    response: listedReportSchema,
    status: 201,
    errors: [429],
  },
  (ctx, { body }) => requestReport(ctx, body),
);
