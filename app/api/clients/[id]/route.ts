import { z } from "zod";
import { eraseClient } from "@/lib/clients/erase-client";
import { openClient } from "@/lib/clients/open-client";
import { clientSchema, eraseClientSchema, updateClientSchema } from "@/lib/clients/schemas";
import { updateClient } from "@/lib/clients/update-client";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";

const params = z.object({ id: idParam });

export const GET = route(
  {
    summary: "Get a client",
    description:
      "The client's card; opening it leaves a line in the operator log, at most one in ten minutes.",
    params,
    response: clientSchema,
  },
  (ctx, { params }) => openClient(ctx, params.id),
);

export const PATCH = route(
  {
    summary: "Change a client",
    description:
      "Changes only what is given; a corrected name is no longer overwritten by Telegram's.",
    params,
    body: updateClientSchema,
    response: clientSchema,
  },
  (ctx, { params, body }) => updateClient(ctx, params.id, body),
);

export const DELETE = route(
  {
    summary: "Erase a client for good",
    description:
      "Removes messages, notes, files and all personal data; a log line with the number remains.",
    params,
    query: eraseClientSchema,
  },
  (ctx, { params, query }) => eraseClient(ctx, params.id, query),
);
