import { and, asc, eq, gt, inArray, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { webhookDeliveries, webhooks } from "@/db/schema";
import { systemContext } from "@/lib/context";
import { failed, notFailed, why } from "@/lib/core/refusals/why";
import { unseal } from "@/lib/core/seal";
import { writeLog } from "@/lib/logs/write-log";
import { nextTry } from "./backoff";
import { deliveryData } from "./delivery-data";
import { type PostOutcome, post } from "./post";
import { signatureHeaders } from "./sign";

/** How long a try keeps its delivery to itself: longer than a try may take. */
const lease = sql`now() + interval '1 minute'`;
/** A webhook that took nothing for so long is turned off when a delivery is given up. */
const patience = sql`now() - interval '3 days'`;

type Delivery = typeof webhookDeliveries.$inferSelect;

/**
 * Tries every due delivery of a webhook, oldest first, until none is due. Returns how long the next one
 * waits, or null. A try that died is made again after its lease: receivers recognise repeats by `webhook-id`.
 */
export async function deliverWebhook(
  db: Db,
  webhookId: number,
  signal: AbortSignal,
): Promise<{ waitMs: number | null }> {
  while (!signal.aborted) {
    const [webhook] = await db
      .select()
      .from(webhooks)
      .where(and(eq(webhooks.id, webhookId), webhooks.isActive));
    if (!webhook) return { waitMs: null };
    const delivery = await claim(db, webhookId);
    if (!delivery) break;
    await settle(db, delivery, await attempt(db, webhook, delivery));
  }
  const [next] = await db
    .select({
      waitMs: sql<number>`extract(epoch from ${webhookDeliveries.nextAttemptAt} - now())::float8 * 1000`,
    })
    .from(webhookDeliveries)
    .where(and(eq(webhookDeliveries.webhookId, webhookId), eq(webhookDeliveries.status, "pending")))
    .orderBy(asc(webhookDeliveries.nextAttemptAt))
    .limit(1);
  return { waitMs: next ? Math.max(1, Math.ceil(next.waitMs)) : null };
}

async function claim(db: Db, webhookId: number): Promise<Delivery | undefined> {
  const due = db
    .select({ id: webhookDeliveries.id })
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.webhookId, webhookId),
        eq(webhookDeliveries.status, "pending"),
        sql`${webhookDeliveries.nextAttemptAt} <= now()`,
      ),
    )
    .orderBy(asc(webhookDeliveries.nextAttemptAt), asc(webhookDeliveries.id))
    .limit(1)
    .for("update", { skipLocked: true });
  const [row] = await db
    .update(webhookDeliveries)
    .set({
      attempts: sql`${webhookDeliveries.attempts} + 1`,
      nextAttemptAt: lease,
    })
    .where(inArray(webhookDeliveries.id, due))
    .returning();
  return row;
}

async function attempt(
  db: Db,
  webhook: typeof webhooks.$inferSelect,
  delivery: Delivery,
): Promise<PostOutcome & { data: Record<string, unknown> }> {
  // The first try makes the data; later ones and replays send the same.
  const isMade = delivery.payload.data !== undefined;
  const data = isMade ? delivery.payload : { data: await deliveryData(db, delivery.payload) };
  if (data.data === null) {
    return { status: 0, ...why("webhook.erased"), data: delivery.payload };
  }
  const secret = unseal(webhook.secret);
  if (typeof secret !== "string") {
    return { status: null, ...why("webhook.secretUnreadable"), data };
  }
  const body = JSON.stringify({
    type: delivery.event,
    timestamp: delivery.createdAt.toISOString(),
    ...data,
  });
  const headers = signatureHeaders(secret, `dlv_${delivery.id}`, body, Date.now());
  return { ...(await post(webhook.url, body, headers)), data };
}

async function settle(
  db: Db,
  delivery: Delivery,
  { status, data, ...outcome }: Awaited<ReturnType<typeof attempt>>,
) {
  const isGood = outcome.reason === null;
  const isGone = status === 410;
  const again = isGood || isGone || status === 0 ? null : nextTry(delivery.attempts, Math.random());
  await db.transaction(async (tx) => {
    await tx
      .update(webhookDeliveries)
      .set({
        payload: data,
        responseStatus: status || null,
        ...(outcome.reason === null ? notFailed : failed(outcome)),
        status: isGood ? "delivered" : again ? "pending" : "failed",
        ...(isGood ? { deliveredAt: sql`now()` } : {}),
        ...(again ? { nextAttemptAt: sql`now() + make_interval(secs => ${again / 1000})` } : {}),
      })
      .where(eq(webhookDeliveries.id, delivery.id));
    if (isGood || again || status === 0) return;
    const lived = await tx.$count(
      webhookDeliveries,
      and(
        eq(webhookDeliveries.webhookId, delivery.webhookId),
        gt(webhookDeliveries.deliveredAt, patience),
      ),
    );
    if (!isGone && lived > 0) return;
    await tx.update(webhooks).set({ isActive: false }).where(eq(webhooks.id, delivery.webhookId));
    await writeLog(tx, systemContext(db, "webhooks"), {
      action: "webhook_disabled",
      description: `Webhook ${delivery.webhookId}: ${isGone ? "answered 410" : "took nothing for three days"}`,
      details: { webhook_id: delivery.webhookId },
    });
  });
}
