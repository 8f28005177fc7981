import { and, desc, eq, lt, sql } from "drizzle-orm";
import { z } from "zod";
import { webhookDeliveries, webhooks } from "@/db/schema";
import type { Context } from "@/lib/context";
import { cursorId, decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import type { Page } from "@/lib/core/schemas";
import { assertCan } from "@/lib/permissions";
import type { ListDeliveries, ListWebhooks, Webhook, WebhookDelivery } from "./schemas";

const key = z.tuple([cursorId]);

/** All webhooks, newest first. Throws `forbidden`. */
export async function listWebhooks(ctx: Context, filter: ListWebhooks): Promise<Page<Webhook>> {
  assertCan(ctx, "webhooks.manage");
  const after = decodeCursor(key, filter.cursor);
  const rows = await ctx.db
    .select({ row: webhooks, pending })
    .from(webhooks)
    .where(after && lt(webhooks.id, after[0]))
    .orderBy(desc(webhooks.id))
    .limit(filter.limit + 1);
  return pageOfRows(rows, filter.limit, webhookDto);
}

/** One webhook, without its secret. Throws `not_found`. */
export async function getWebhook(ctx: Context, id: number): Promise<Webhook> {
  assertCan(ctx, "webhooks.manage");
  const [found] = await ctx.db
    .select({ row: webhooks, pending })
    .from(webhooks)
    .where(eq(webhooks.id, id));
  if (!found) throw notFound("webhook");
  return webhookDto(found);
}

/** A webhook's deliveries, newest first. Throws `not_found` for a webhook that is not there. */
export async function listDeliveries(
  ctx: Context,
  webhookId: number,
  filter: ListDeliveries,
): Promise<Page<WebhookDelivery>> {
  await getWebhook(ctx, webhookId);
  const after = decodeCursor(key, filter.cursor);
  const rows = await ctx.db
    .select()
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.webhookId, webhookId),
        filter.status && eq(webhookDeliveries.status, filter.status),
        after && lt(webhookDeliveries.id, after[0]),
      ),
    )
    .orderBy(desc(webhookDeliveries.id))
    .limit(filter.limit + 1);
  return pageOfRows(rows, filter.limit, deliveryDto);
}

/** One delivery. Throws `not_found`. */
export async function getDelivery(ctx: Context, id: number): Promise<WebhookDelivery> {
  assertCan(ctx, "webhooks.manage");
  const [row] = await ctx.db.select().from(webhookDeliveries).where(eq(webhookDeliveries.id, id));
  if (!row) throw notFound("delivery");
  return deliveryDto(row);
}

const pending = sql<number>`(select count(*)::int from ${webhookDeliveries}
  where ${webhookDeliveries.webhookId} = ${webhooks.id} and ${webhookDeliveries.status} = 'pending')`;

function pageOfRows<R, T extends { id: number }>(rows: R[], limit: number, dto: (row: R) => T) {
  const results = rows.slice(0, limit).map(dto);
  const last = results.at(-1);
  return { results, next_cursor: rows.length > limit && last ? encodeCursor([last.id]) : null };
}

function webhookDto({
  row,
  pending: count,
}: {
  row: typeof webhooks.$inferSelect;
  pending: number;
}) {
  return {
    id: row.id,
    url: row.url,
    events: row.events,
    is_active: row.isActive,
    pending: count,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}

/** A delivery in the API's shape. */
export function deliveryDto(row: typeof webhookDeliveries.$inferSelect): WebhookDelivery {
  return {
    id: row.id,
    webhook_id: row.webhookId,
    event: row.event,
    status: row.status,
    attempts: row.attempts,
    response_status: row.responseStatus,
    failure_reason: row.failureReason,
    failure: row.failureNotice,
    payload: row.payload,
    next_attempt_at: row.status === "pending" ? row.nextAttemptAt.toISOString() : null,
    created_at: row.createdAt.toISOString(),
    delivered_at: row.deliveredAt?.toISOString() ?? null,
  };
}
