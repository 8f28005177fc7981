import { z } from "zod";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { retryReport } from "@/lib/reports/retry-report";
import { listedReportSchema } from "@/lib/reports/schemas";

const params = z.object({ id: idParam });

export const POST = route(
  {
    summary: "Make a failed report again",
    description: "For a report that failed or whose job was lost.",
    params,
    response: listedReportSchema,
    status: 201,
    errors: [409],
  },
  (ctx, { params }) => retryReport(ctx, params.id),
);
