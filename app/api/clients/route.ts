import { listClients } from "@/lib/clients/queries";
import { clientSchema, listClientsSchema } from "@/lib/clients/schemas";
import { pageOf } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";

export const GET = route(
  { summary: "List clients", query: listClientsSchema, response: pageOf(clientSchema) },
  (ctx, { query }) => listClients(ctx, query),
);
