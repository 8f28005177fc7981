import { z } from "zod";
import { clientSchema } from "@/lib/clients/schemas";
import { setClientTags } from "@/lib/clients/set-client-tags";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { setClientTagsSchema } from "@/lib/tags/schemas";

export const PUT = route(
  {
    summary: "Set a client's tags",
    description: "The client has exactly these tags afterwards.",
    params: z.object({ id: idParam }),
    body: setClientTagsSchema,
    response: clientSchema,
  },
  (ctx, { params, body }) => setClientTags(ctx, params.id, body),
);
