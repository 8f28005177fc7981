import { route } from "@/lib/http/route";
import { createInvite } from "@/lib/operators/create-invite";
import { createInviteSchema, inviteSchema } from "@/lib/operators/schemas";

export const POST = route(
  { summary: "Invite an operator", body: createInviteSchema, response: inviteSchema, status: 201 },
  (ctx, { body }) => createInvite(ctx, body),
);
