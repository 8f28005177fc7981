import { z } from "zod";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { getApiToken } from "@/lib/tokens/list-api-tokens";
import { revokeApiToken } from "@/lib/tokens/revoke-api-token";
import { apiTokenSchema } from "@/lib/tokens/schemas";

const params = z.object({ id: idParam });

export const GET = route(
  {
    summary: "Get an API token",
    description: "A token that works; its secret is never shown again.",
    params,
    response: apiTokenSchema,
  },
  (ctx, { params }) => getApiToken(ctx, params.id),
);

export const DELETE = route(
  {
    summary: "Revoke an API token",
    description: "The token opens nothing from its next request.",
    params,
  },
  (ctx, { params }) => revokeApiToken(ctx, params.id),
);
