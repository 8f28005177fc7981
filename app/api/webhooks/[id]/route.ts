import { z } from "zod";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { getWebhook } from "@/lib/webhooks/queries";
import { deleteWebhook, updateWebhook } from "@/lib/webhooks/save-webhook";
import { updateWebhookSchema, webhookSchema } from "@/lib/webhooks/schemas";

const params = z.object({ id: idParam });

export const GET = route(
  { summary: "Get a webhook", params, response: webhookSchema },
  (ctx, { params }) => getWebhook(ctx, params.id),
);

export const PATCH = route(
  { summary: "Change a webhook", params, body: updateWebhookSchema, response: webhookSchema },
  (ctx, { params, body }) => updateWebhook(ctx, params.id, body),
);

export const DELETE = route(
  { summary: "Remove a webhook and its delivery log", params },
  (ctx, { params }) => deleteWebhook(ctx, params.id),
);
