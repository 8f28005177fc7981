import { page, pageOf } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { createInvite } from "@/lib/operators/create-invite";
import { listInvites } from "@/lib/operators/list-invites";
import { createInviteSchema, inviteSchema, pendingInviteSchema } from "@/lib/operators/schemas";

export const GET = route(
  { summary: "List pending invites", query: page, response: pageOf(pendingInviteSchema) },
  (ctx, { query }) => listInvites(ctx, query),
);

export const POST = route(
  { summary: "Invite an operator", body: createInviteSchema, response: inviteSchema, status: 201 },
  (ctx, { body }) => createInvite(ctx, body),
);
