import { page, pageOf } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { createInvite } from "@/lib/operators/create-invite";
import { listInvites } from "@/lib/operators/list-invites";
import { createInviteSchema, inviteSchema, pendingInviteSchema } from "@/lib/operators/schemas";

export const GET = route(
  {
    summary: "List pending invites",
    description: "Invites that can still be accepted, newest first, without their links.",
    query: page,
    response: pageOf(pendingInviteSchema),
  },
  (ctx, { query }) => listInvites(ctx, query),
);

export const POST = route(
  {
    summary: "Invite an operator",
    description: "Answers a link for one person, good for seven days and shown this once.",
    body: createInviteSchema,
    response: inviteSchema,
    status: 201,
  },
  (ctx, { body }) => createInvite(ctx, body),
);
