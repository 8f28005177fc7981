import { z } from "zod";
import { reason } from "@/lib/core/refusals/reason";
import { failureSchema, id, page, timestamp } from "@/lib/core/schemas";

/** The events that other systems can subscribe to. */
export const webhookEvents = [
  "message.created",
  "message.delivery_failed",
  "client.assigned",
  "client.status_changed",
] as const;

const url = z
  .url({ protocol: /^https?$/, hostname: /./ })
  .max(2000)
  .meta({
    description: "Where events are posted; not an address of the own network.",
    example: "https://example.com/hooks/desk",
  });
const events = z
  .array(z.enum(webhookEvents))
  .min(1, reason("webhook.noEvents"))
  .max(webhookEvents.length)
  .transform((all) => [...new Set(all)]);

export const webhookSchema = z
  .object({
    id,
    url: z.string().meta({ description: "Where events are posted." }),
    events: z.array(z.string()).meta({ example: ["message.created"] }),
    is_active: z.boolean().meta({
      description:
        "Turned off by itself when the address answers 410, fails for three days, or whoever set it up is no admin any more.",
    }),
    pending: z.number().int().meta({ description: "Deliveries that wait for their next try." }),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: "Webhook" });
export type Webhook = z.infer<typeof webhookSchema>;

/** A webhook with its signing secret, which is shown this once. */
export const webhookWithSecretSchema = webhookSchema
  .extend({ secret: z.string().meta({ example: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" }) })
  .meta({ id: "WebhookWithSecret" });
export type WebhookWithSecret = z.infer<typeof webhookWithSecretSchema>;

export const createWebhookSchema = z.object({ url, events });
export type CreateWebhook = z.input<typeof createWebhookSchema>;

export const updateWebhookSchema = z
  .object({
    url,
    events,
    is_active: z
      .boolean()
      .meta({ description: "False: nothing is sent; true: what waits is sent, and what comes." }),
  })
  .partial();
export type UpdateWebhook = z.input<typeof updateWebhookSchema>;

export const listWebhooksSchema = page;
export type ListWebhooks = z.output<typeof listWebhooksSchema>;

/** pending until delivered or given up. */
const deliveryStatuses = ["pending", "delivered", "failed"] as const;

export const listDeliveriesSchema = page.extend({ status: z.enum(deliveryStatuses).optional() });
export type ListDeliveries = z.output<typeof listDeliveriesSchema>;

export const webhookDeliverySchema = z
  .object({
    id,
    webhook_id: id,
    event: z
      .string()
      .meta({ description: "Which event it tells of, or `ping`.", example: "message.created" }),
    status: z
      .enum(deliveryStatuses)
      .meta({ description: "`pending` until the receiver took it or it was given up." }),
    attempts: z.number().int(),
    response_status: z.number().int().nullable(),
    failure_reason: z.string().nullable(),
    failure: failureSchema.nullable(),
    payload: z.record(z.string(), z.unknown()).meta({
      description: "What was or will be sent as `data`; ids only before the first try.",
    }),
    next_attempt_at: timestamp.nullable(),
    created_at: timestamp,
    delivered_at: timestamp.nullable(),
  })
  .meta({ id: "WebhookDelivery" });
export type WebhookDelivery = z.infer<typeof webhookDeliverySchema>;
