import { pageOf } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { listWebhooks } from "@/lib/webhooks/queries";
import { createWebhook } from "@/lib/webhooks/save-webhook";
import {
  createWebhookSchema,
  listWebhooksSchema,
  webhookSchema,
  webhookWithSecretSchema,
} from "@/lib/webhooks/schemas";

export const GET = route(
  {
    summary: "List webhooks",
    description: "All webhooks, newest first, without their secrets.",
    query: listWebhooksSchema,
    response: pageOf(webhookSchema),
  },
  (ctx, { query }) => listWebhooks(ctx, query),
);

export const POST = route(
  {
    summary: "Add a webhook; its secret is shown this once",
    description:
      "Events are posted to the address, each signed with the secret, and again when they are not taken.",
    body: createWebhookSchema,
    response: webhookWithSecretSchema,
    status: 201,
  },
  (ctx, { body }) => createWebhook(ctx, body),
);
