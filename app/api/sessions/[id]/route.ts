import { z } from "zod";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { endOwnSession } from "@/lib/sessions/end-sessions";

export const DELETE = route(
  { summary: "End one of your sign-ins", params: z.object({ id: idParam }) },
  (ctx, { params }) => endOwnSession(ctx, params.id),
);
