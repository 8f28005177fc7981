import { exportClients } from "@/lib/clients/export-clients";
import { exportClientsSchema } from "@/lib/clients/schemas";
import { csvResponse } from "@/lib/http/csv-response";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    summary: "Export clients as CSV",
    description:
      "The clients of the filter, for managers and admins; cells cannot act as formulas, and the header fits an import.",
    query: exportClientsSchema,
    responseType: "text/csv",
    status: 200,
  },
  async (ctx, { query }) => csvResponse(await exportClients(ctx, query), "clients.csv"),
);
