import { z } from "zod";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { endOwnSession } from "@/lib/sessions/end-sessions";
import { getSession } from "@/lib/sessions/list-sessions";
import { sessionSchema } from "@/lib/sessions/schemas";

const params = z.object({ id: idParam });

export const GET = route(
  {
    summary: "Get one of your sign-ins",
    description: "An open sign-in of yours.",
    params,
    response: sessionSchema,
  },
  (ctx, { params }) => getSession(ctx, params.id),
);

export const DELETE = route(
  {
    summary: "End one of your sign-ins",
    description: "The browser is signed out at its next request.",
    params,
  },
  (ctx, { params }) => endOwnSession(ctx, params.id),
);
