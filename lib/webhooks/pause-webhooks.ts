import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { webhooks } from "@/db/schema";
import type { Context } from "@/lib/context";
import { writeLog } from "@/lib/logs/write-log";

/**
 * Turns off what a person who is no admin any more has set up: it would go on telling them of every
 * client. Another admin who turns it on again is responsible for it from then on.
 */
export async function pauseWebhooks(tx: Tx, ctx: Context, operatorId: number): Promise<void> {
  const paused = await tx
    .update(webhooks)
    .set({ isActive: false })
    .where(and(eq(webhooks.createdByOperatorId, operatorId), webhooks.isActive))
    .returning({ id: webhooks.id });
  for (const { id } of paused) {
    await writeLog(tx, ctx, {
      action: "webhook_disabled",
      description: `Webhook ${id}: who set it up is no admin any more`,
      details: { webhook_id: id, operator_id: operatorId },
    });
  }
}
