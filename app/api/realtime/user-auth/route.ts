import { z } from "zod";
import { formRoute } from "@/lib/http/form-route";
import { authenticateUser } from "@/lib/realtime/publish";

const form = z.object({ socket_id: z.string().regex(/^\d+\.\d+$/) });

/** Ties a socket to the signed-in operator, so that it can be cut. */
export const POST = formRoute(form, async (ctx, { socket_id }) =>
  authenticateUser(socket_id, ctx.actor.operatorId),
);
