import { page, pageOf } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { endOtherSessions } from "@/lib/sessions/end-sessions";
import { listSessions } from "@/lib/sessions/list-sessions";
import { sessionSchema } from "@/lib/sessions/schemas";

export const GET = route(
  {
    summary: "List your sign-ins",
    description: "Your open sign-ins, newest first.",
    query: page,
    response: pageOf(sessionSchema),
  },
  (ctx, { query }) => listSessions(ctx, query),
);

export const DELETE = route(
  {
    summary: "End all your other sign-ins",
    description:
      "Every browser but the one that asks is signed out; a token signs out all of them.",
  },
  (ctx) => endOtherSessions(ctx),
);
