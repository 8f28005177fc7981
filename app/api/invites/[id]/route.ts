import { z } from "zod";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { revokeInvite } from "@/lib/operators/revoke-invite";

export const DELETE = route(
  { summary: "Revoke an invite", params: z.object({ id: idParam }) },
  (ctx, { params }) => revokeInvite(ctx, params.id),
);
