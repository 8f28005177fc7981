import { z } from "zod";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { pingWebhook } from "@/lib/webhooks/request-delivery";
import { webhookDeliverySchema } from "@/lib/webhooks/schemas";

export const POST = route(
  {
    summary: "Send a ping event to a webhook",
    description: "Tries the receiver out; 409 while the webhook is turned off.",
    params: z.object({ id: idParam }),
    response: webhookDeliverySchema,
    status: 201,
  },
  (ctx, { params }) => pingWebhook(ctx, params.id),
);
