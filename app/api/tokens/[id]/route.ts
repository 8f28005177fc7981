import { z } from "zod";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { revokeApiToken } from "@/lib/tokens/revoke-api-token";

export const DELETE = route(
  { summary: "Revoke an API token", params: z.object({ id: idParam }) },
  (ctx, { params }) => revokeApiToken(ctx, params.id),
);
