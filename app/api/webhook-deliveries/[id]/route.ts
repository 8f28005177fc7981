import { z } from "zod";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { getDelivery } from "@/lib/webhooks/queries";
import { webhookDeliverySchema } from "@/lib/webhooks/schemas";

export const GET = route(
  {
    summary: "Get a delivery",
    description: "One event for one webhook: what was sent and what came back.",
    params: z.object({ id: idParam }),
    response: webhookDeliverySchema,
  },
  (ctx, { params }) => getDelivery(ctx, params.id),
);
