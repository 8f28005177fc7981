import { exportClients } from "@/lib/clients/export-clients";
import { exportClientsSchema } from "@/lib/clients/schemas";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    summary: "Export clients as CSV",
    query: exportClientsSchema,
    responseType: "text/csv",
    status: 200,
  },
  async (ctx, { query }) =>
    new Response(await exportClients(ctx, query), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": 'attachment; filename="clients.csv"',
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      },
    }),
);
