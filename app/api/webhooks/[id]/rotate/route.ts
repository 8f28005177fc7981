import { z } from "zod";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { rotateWebhookSecret } from "@/lib/webhooks/save-webhook";
import { webhookWithSecretSchema } from "@/lib/webhooks/schemas";

export const POST = route(
  {
    summary: "Give a webhook a new secret, shown this once",
    description: "The old secret signs nothing from now on.",
    params: z.object({ id: idParam }),
    response: webhookWithSecretSchema,
    status: 201,
  },
  (ctx, { params }) => rotateWebhookSecret(ctx, params.id),
);
