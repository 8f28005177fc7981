import { z } from "zod";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { replayDelivery } from "@/lib/webhooks/request-delivery";
import { webhookDeliverySchema } from "@/lib/webhooks/schemas";

export const POST = route(
  {
    summary: "Deliver an event once more",
    description:
      "Sends it again with the same id, whatever became of it before; 409 while the webhook is turned off.",
    params: z.object({ id: idParam }),
    response: webhookDeliverySchema,
    status: 201,
  },
  (ctx, { params }) => replayDelivery(ctx, params.id),
);
