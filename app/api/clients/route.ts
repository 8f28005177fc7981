import { createClient } from "@/lib/clients/create-client";
import { listClients } from "@/lib/clients/queries";
import { clientSchema, createClientSchema, listClientsSchema } from "@/lib/clients/schemas";
import { pageOf } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    summary: "List clients",
    description: "The clients that you may see.",
    query: listClientsSchema,
    response: pageOf(clientSchema),
  },
  (ctx, { query }) => listClients(ctx, query),
);

export const POST = route(
  {
    summary: "Add a client",
    description: "A client entered by hand: the bot may write to them only after they wrote to it.",
    body: createClientSchema,
    response: clientSchema,
    status: 201,
  },
  (ctx, { body }) => createClient(ctx, body),
);
