import { exportClients } from "@/lib/clients/import-export/export-clients";
import { exportClientsSchema } from "@/lib/clients/schemas";
import { chooseDelimiter, delimiterParam } from "@/lib/csv/delimiter";
import { csvResponse } from "@/lib/http/csv-response";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    summary: "Export clients as CSV",
    description:
      "The clients of the filter, for managers and admins; cells cannot act as formulas, and the header fits an import.",
    query: exportClientsSchema.extend({ delimiter: delimiterParam }),
    responseType: "text/csv",
    status: 200,
  },
  async (ctx, { query: { delimiter, ...filter }, locale }) => {
    const sign = chooseDelimiter(delimiter, { actor: ctx.actor, locale });
    return csvResponse(await exportClients(ctx, filter, sign), "clients.csv");
  },
);
