import { bulkUpdateClients } from "@/lib/clients/bulk-update-clients";
import { bulkResultSchema, bulkUpdateClientsSchema } from "@/lib/clients/schemas";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    summary: "Change many clients, or undo such a change",
    body: bulkUpdateClientsSchema,
    response: bulkResultSchema,
  },
  (ctx, { body }) => bulkUpdateClients(ctx, body),
);
