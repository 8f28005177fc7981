import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgEnum, pgTable, text } from "drizzle-orm/pg-core";
import type { Notice } from "@/lib/core/refusals/reason";
import { bigId, createdAt, id, time, updatedAt } from "./columns";
import { operators } from "./operators";

export const webhookDeliveryStatus = pgEnum("webhook_delivery_status", [
  "pending",
  "delivered",
  "failed",
]);

/** Addresses of other systems, and the events that each gets. */
export const webhooks = pgTable("webhooks", {
  id: id(),
  url: text().notNull(),
  /** Signs each delivery (HMAC-SHA256). */
  secret: text().notNull(),
  events: text().array().notNull(),
  isActive: boolean().notNull().default(true),
  createdByOperatorId: bigId().references(() => operators.id, { onDelete: "set null" }),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

/** One event for one webhook: retried until delivered or given up. */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    id: id(),
    webhookId: bigId()
      .notNull()
      .references(() => webhooks.id, { onDelete: "cascade" }),
    event: text().notNull(),
    payload: jsonb().notNull().$type<Record<string, unknown>>(),
    status: webhookDeliveryStatus().notNull().default("pending"),
    attempts: integer().notNull().default(0),
    responseStatus: integer(),
    failureReason: text(),
    /** The same by code; null: none, or the text of another service. */
    failureNotice: jsonb().$type<Notice>(),
    nextAttemptAt: time().notNull().defaultNow(),
    createdAt: createdAt(),
    deliveredAt: time(),
  },
  (t) => [
    index("webhook_deliveries_webhook_idx").on(t.webhookId, t.id),
    index("webhook_deliveries_due_idx").on(t.nextAttemptAt).where(sql`${t.status} = 'pending'`),
  ],
);
