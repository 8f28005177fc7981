import { z } from "zod";
import { formRoute } from "@/lib/http/form-route";
import { authorizeChannel } from "@/lib/realtime/authorize-channel";

const form = z.object({
  socket_id: z.string().regex(/^\d+\.\d+$/),
  channel_name: z.string().max(200),
});

/** Signs a channel subscription of a signed-in operator. */
export const POST = formRoute(form, (ctx, { socket_id, channel_name }) =>
  authorizeChannel(ctx, socket_id, channel_name),
);
