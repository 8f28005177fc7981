import { z } from "zod";
import { idParam, pageOf } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { listDeliveries } from "@/lib/webhooks/queries";
import { listDeliveriesSchema, webhookDeliverySchema } from "@/lib/webhooks/schemas";

export const GET = route(
  {
    summary: "List a webhook's deliveries, newest first",
    description: "What was and will be sent to the webhook, with each outcome.",
    params: z.object({ id: idParam }),
    query: listDeliveriesSchema,
    response: pageOf(webhookDeliverySchema),
  },
  (ctx, { params, query }) => listDeliveries(ctx, params.id, query),
);
