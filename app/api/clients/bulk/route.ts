import { bulkUpdateClients } from "@/lib/clients/bulk-update-clients";
import { bulkResultSchema, bulkUpdateClientsSchema } from "@/lib/clients/schemas";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    summary: "Change many clients, or undo such a change",
    description:
      "Changes status, operator and tags; clients that you may not see are passed over. The answer's `undo` restores what was.",
    body: bulkUpdateClientsSchema,
    response: bulkResultSchema,
  },
  (ctx, { body }) => bulkUpdateClients(ctx, body),
);
