import { z } from "zod";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { getWebhook } from "@/lib/webhooks/queries";
import { deleteWebhook, updateWebhook } from "@/lib/webhooks/save-webhook";
import { updateWebhookSchema, webhookSchema } from "@/lib/webhooks/schemas";

const params = z.object({ id: idParam });

export const GET = route(
  {
    summary: "Get a webhook",
    description: "A webhook without its secret.",
    params,
    response: webhookSchema,
  },
  (ctx, { params }) => getWebhook(ctx, params.id),
);

export const PATCH = route(
  {
    summary: "Change a webhook",
    description:
      "Changes only what is given; turn one on again here that was turned off by itself.",
    params,
    body: updateWebhookSchema,
    response: webhookSchema,
  },
  (ctx, { params, body }) => updateWebhook(ctx, params.id, body),
);

export const DELETE = route(
  {
    summary: "Remove a webhook and its delivery log",
    description: "Nothing more is sent to it.",
    params,
  },
  (ctx, { params }) => deleteWebhook(ctx, params.id),
);
