import { z } from "zod";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { getInvite } from "@/lib/operators/list-invites";
import { revokeInvite } from "@/lib/operators/revoke-invite";
import { pendingInviteSchema } from "@/lib/operators/schemas";

const params = z.object({ id: idParam });

export const GET = route(
  {
    summary: "Get a pending invite",
    description: "An invite that nobody has accepted yet, without its link.",
    params,
    response: pendingInviteSchema,
  },
  (ctx, { params }) => getInvite(ctx, params.id),
);

export const DELETE = route(
  { summary: "Revoke an invite", description: "The link opens nothing from now on.", params },
  (ctx, { params }) => revokeInvite(ctx, params.id),
);
