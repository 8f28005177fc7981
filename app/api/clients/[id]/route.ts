import { z } from "zod";
import { getClient } from "@/lib/clients/queries";
import { clientSchema, updateClientSchema } from "@/lib/clients/schemas";
import { updateClient } from "@/lib/clients/update-client";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";

const params = z.object({ id: idParam });

export const GET = route(
  { summary: "Get a client", params, response: clientSchema },
  (ctx, { params }) => getClient(ctx, params.id),
);

export const PATCH = route(
  { summary: "Change a client", params, body: updateClientSchema, response: clientSchema },
  (ctx, { params, body }) => updateClient(ctx, params.id, body),
);
