import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { webhookDeliveries, webhooks } from "@/db/schema";
import type { Context } from "@/lib/context";
import { AppError, notFound } from "@/lib/core/errors";
import { notFailed } from "@/lib/core/refusals/why";
import { announce, change } from "@/lib/effects/change";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan } from "@/lib/permissions";
import { deliveryDto } from "./queries";
import type { WebhookDelivery } from "./schemas";

/**
 * Sends a `ping` event, so that a receiver can be tried out. Throws `not_found`, `conflict` while the
 * webhook is turned off, as nothing would be sent.
 */
export async function pingWebhook(ctx: Context, id: number): Promise<WebhookDelivery> {
  assertCan(ctx, "webhooks.manage");
  return change(ctx, async (tx) => {
    await assertActive(tx, id);
    const [row] = await tx
      .insert(webhookDeliveries)
      .values({ webhookId: id, event: "ping", payload: { webhook_id: id } })
      .returning();
    if (!row) throw new Error("an insert returned no row");
    announce(tx, { name: "webhook.due", webhookId: id });
    await writeLog(tx, ctx, {
      action: "webhook_tried",
      description: `Webhook ${id}: ping`,
      details: { webhook_id: id },
    });
    return deliveryDto(row);
  });
}

/**
 * Delivers once more, with the same id and data, whatever became of it before. Throws `not_found`,
 * `conflict` while its webhook is turned off.
 */
export async function replayDelivery(ctx: Context, id: number): Promise<WebhookDelivery> {
  assertCan(ctx, "webhooks.manage");
  return change(ctx, async (tx) => {
    const [row] = await tx
      .update(webhookDeliveries)
      .set({ status: "pending", attempts: 0, nextAttemptAt: new Date(), ...notFailed })
      .where(eq(webhookDeliveries.id, id))
      .returning();
    if (!row) throw notFound("delivery");
    await assertActive(tx, row.webhookId);
    announce(tx, { name: "webhook.due", webhookId: row.webhookId });
    await writeLog(tx, ctx, {
      action: "webhook_tried",
      description: `Delivery ${id} again`,
      details: { webhook_id: row.webhookId, delivery_id: id },
    });
    return deliveryDto(row);
  });
}

async function assertActive(tx: Tx, id: number) {
  const [webhook] = await tx
    .select({ isActive: webhooks.isActive })
    .from(webhooks)
    .where(eq(webhooks.id, id))
    .for("share");
  if (!webhook) throw notFound("webhook");
  if (!webhook.isActive) {
    throw new AppError("conflict", "webhook.isOff");
  }
}
