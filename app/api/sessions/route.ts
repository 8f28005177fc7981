import { page, pageOf } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { endOtherSessions } from "@/lib/sessions/end-sessions";
import { listSessions } from "@/lib/sessions/list-sessions";
import { sessionSchema } from "@/lib/sessions/schemas";

export const GET = route(
  { summary: "List your sign-ins", query: page, response: pageOf(sessionSchema) },
  (ctx, { query }) => listSessions(ctx, query),
);

export const DELETE = route({ summary: "End all your other sign-ins" }, (ctx) =>
  endOtherSessions(ctx),
);
