import { z } from "zod";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { deleteReport } from "@/lib/reports/delete-report";
import { getReport } from "@/lib/reports/queries";
import { reportSchema } from "@/lib/reports/schemas";

const params = z.object({ id: idParam });

export const GET = route(
  {
    summary: "Get a report with its figures",
    description: "Its progress and, once it is done, its figures.",
    params,
    response: reportSchema,
  },
  (ctx, { params }) => getReport(ctx, params.id),
);

export const DELETE = route(
  {
    summary: "Delete a report and its file",
    description: "The file in the storage goes with it.",
    params,
  },
  (ctx, { params }) => deleteReport(ctx, params.id),
);
