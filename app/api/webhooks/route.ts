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
  { summary: "List webhooks", query: listWebhooksSchema, response: pageOf(webhookSchema) },
  (ctx, { query }) => listWebhooks(ctx, query),
);

export const POST = route(
  {
    summary: "Add a webhook; its secret is shown this once",
    body: createWebhookSchema,
    response: webhookWithSecretSchema,
    status: 201,
  },
  (ctx, { body }) => createWebhook(ctx, body),
);
