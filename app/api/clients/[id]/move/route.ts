import { z } from "zod";
import { moveClient } from "@/lib/clients/move-client";
import { clientSchema, moveClientSchema } from "@/lib/clients/schemas";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    summary: "Place a client on the board",
    description:
      "Puts the card into the status's column, directly above or below another card, else on top.",
    params: z.object({ id: idParam }),
    body: moveClientSchema,
    response: clientSchema,
    status: 200,
  },
  (ctx, { params, body }) => moveClient(ctx, params.id, body),
);
