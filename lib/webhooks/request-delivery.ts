import { eq, sql } from "drizzle-orm";
import { webhookDeliveries, webhooks } from "@/db/schema";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/core/errors";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan } from "@/lib/permissions";
import { deliveryDto } from "./queries";
import type { WebhookDelivery } from "./schemas";

/** Sends a `ping` event, so that a receiver can be tried out. Throws `not_found`. */
export async function pingWebhook(ctx: Context, id: number): Promise<WebhookDelivery> {
  assertCan(ctx, "webhooks.manage");
  return ctx.db.transaction(async (tx) => {
    const [webhook] = await tx
      .select({ id: webhooks.id })
      .from(webhooks)
      .where(eq(webhooks.id, id))
      .for("share");
    if (!webhook) throw notFound("Webhook");
    const [row] = await tx
      .insert(webhookDeliveries)
      .values({ webhookId: id, event: "ping", payload: { webhook_id: id } })
      .returning();
    if (!row) throw new Error("an insert returned no row");
    await tx.execute(sql`select wake_webhook(${id})`);
    await writeLog(tx, ctx, {
      action: "webhook_tried",
      description: `Webhook ${id}: ping`,
      details: { webhook_id: id },
    });
    return deliveryDto(row);
  });
}

/** Delivers once more, with the same id and data, whatever became of it before. Throws `not_found`. */
export async function replayDelivery(ctx: Context, id: number): Promise<WebhookDelivery> {
  assertCan(ctx, "webhooks.manage");
  return ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .update(webhookDeliveries)
      .set({ status: "pending", attempts: 0, nextAttemptAt: new Date(), failureReason: null })
      .where(eq(webhookDeliveries.id, id))
      .returning();
    if (!row) throw notFound("Delivery");
    await tx.execute(sql`select wake_webhook(${row.webhookId})`);
    await writeLog(tx, ctx, {
      action: "webhook_tried",
      description: `Delivery ${id} again`,
      details: { webhook_id: row.webhookId, delivery_id: id },
    });
    return deliveryDto(row);
  });
}
