import { and, asc, eq, min, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { webhookDeliveries, webhooks } from "@/db/schema";

/** Webhooks with something due, the longest waiting first, for whoever wakes them. */
export async function dueWebhooks(db: Db): Promise<number[]> {
  const rows = await db
    .select({ id: webhookDeliveries.webhookId })
    .from(webhookDeliveries)
    .innerJoin(webhooks, and(eq(webhooks.id, webhookDeliveries.webhookId), webhooks.isActive))
    .where(
      and(
        eq(webhookDeliveries.status, "pending"),
        sql`${webhookDeliveries.nextAttemptAt} <= now()`,
      ),
    )
    .groupBy(webhookDeliveries.webhookId)
    .orderBy(asc(min(webhookDeliveries.nextAttemptAt)))
    .limit(500);
  return rows.map(({ id }) => id);
}
