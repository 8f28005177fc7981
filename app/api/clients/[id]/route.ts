import { z } from "zod";
import { eraseClient } from "@/lib/clients/erase-client";
import { openClient } from "@/lib/clients/open-client";
import { clientSchema, eraseClientSchema, updateClientSchema } from "@/lib/clients/schemas";
import { updateClient } from "@/lib/clients/update-client";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";

const params = z.object({ id: idParam });

export const GET = route(
  { summary: "Get a client", params, response: clientSchema },
  (ctx, { params }) => openClient(ctx, params.id),
);

export const PATCH = route(
  { summary: "Change a client", params, body: updateClientSchema, response: clientSchema },
  (ctx, { params, body }) => updateClient(ctx, params.id, body),
);

export const DELETE = route(
  { summary: "Erase a client for good", params, query: eraseClientSchema },
  (ctx, { params, query }) => eraseClient(ctx, params.id, query),
);
