import { eq } from "drizzle-orm";
import { webhooks } from "@/db/schema";
import type { Context } from "@/lib/context";
import { invalid, notFound } from "@/lib/core/errors";
import { seal } from "@/lib/core/seal";
import { announce, change } from "@/lib/effects/change";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan } from "@/lib/permissions";
import { getWebhook } from "./queries";
import { refuseUrl } from "./refuse-url";
import {
  type CreateWebhook,
  createWebhookSchema,
  type UpdateWebhook,
  updateWebhookSchema,
  type Webhook,
  type WebhookWithSecret,
} from "./schemas";
import { newWebhookSecret } from "./sign";

/** A new webhook with its secret, shown this once. Throws `invalid` for an address that may not be called. */
export async function createWebhook(
  ctx: Context,
  input: CreateWebhook,
): Promise<WebhookWithSecret> {
  assertCan(ctx, "webhooks.manage");
  const { url, events } = createWebhookSchema.parse(input);
  assertUrl(url);
  const secret = newWebhookSecret();
  const createdByOperatorId = ctx.actor.type === "operator" ? ctx.actor.operatorId : null;
  const id = await change(ctx, async (tx) => {
    const [row] = await tx
      .insert(webhooks)
      .values({ url, events, secret: seal(secret), createdByOperatorId })
      .returning({ id: webhooks.id });
    if (!row) throw new Error("an insert returned no row");
    await writeLog(tx, ctx, {
      action: "webhook_created",
      description: `Webhook ${row.id}`,
      details: { webhook_id: row.id, name: hostOf(url) },
    });
    return row.id;
  });
  return { ...(await getWebhook(ctx, id)), secret };
}

/** Changes a webhook's address, events or whether it is on. Throws `not_found`, `invalid`. */
export async function updateWebhook(
  ctx: Context,
  id: number,
  input: UpdateWebhook,
): Promise<Webhook> {
  assertCan(ctx, "webhooks.manage");
  const wanted = updateWebhookSchema.parse(input);
  if (wanted.url !== undefined) assertUrl(wanted.url);
  await change(ctx, async (tx) => {
    const [row] = await tx
      .update(webhooks)
      .set({
        ...(wanted.url === undefined ? {} : { url: wanted.url }),
        ...(wanted.events === undefined ? {} : { events: wanted.events }),
        ...(wanted.is_active === undefined ? {} : { isActive: wanted.is_active }),
        // Whoever points it somewhere or turns it on is responsible for where clients' texts go.
        ...((wanted.is_active || wanted.url !== undefined) && ctx.actor.type === "operator"
          ? { createdByOperatorId: ctx.actor.operatorId }
          : {}),
        updatedAt: new Date(),
      })
      .where(eq(webhooks.id, id))
      .returning();
    if (!row) throw notFound("webhook");
    // What waited while it was off goes now.
    if (wanted.is_active) announce(tx, { name: "webhook.due", webhookId: id });
    await writeLog(tx, ctx, {
      action: "webhook_updated",
      description: `Webhook ${id}: ${Object.keys(wanted).join(", ") || "nothing"}`,
      details: { webhook_id: id, name: hostOf(row.url) },
    });
  });
  return getWebhook(ctx, id);
}

/** A new signing secret, shown this once; the old one signs nothing any more. Throws `not_found`. */
export async function rotateWebhookSecret(ctx: Context, id: number): Promise<WebhookWithSecret> {
  assertCan(ctx, "webhooks.manage");
  const secret = newWebhookSecret();
  await change(ctx, async (tx) => {
    const [row] = await tx
      .update(webhooks)
      .set({ secret: seal(secret), updatedAt: new Date() })
      .where(eq(webhooks.id, id))
      .returning();
    if (!row) throw notFound("webhook");
    await writeLog(tx, ctx, {
      action: "webhook_updated",
      description: `Webhook ${id}: secret`,
      details: { webhook_id: id, name: hostOf(row.url) },
    });
  });
  return { ...(await getWebhook(ctx, id)), secret };
}

/** Removes a webhook with its delivery log. Throws `not_found`. */
export async function deleteWebhook(ctx: Context, id: number): Promise<void> {
  assertCan(ctx, "webhooks.manage");
  await change(ctx, async (tx) => {
    const [row] = await tx.delete(webhooks).where(eq(webhooks.id, id)).returning();
    if (!row) throw notFound("webhook");
    await writeLog(tx, ctx, {
      action: "webhook_deleted",
      description: `Webhook ${id}`,
      details: { webhook_id: id, name: hostOf(row.url) },
    });
  });
}

function assertUrl(url: string) {
  const refusal = refuseUrl(url);
  if (refusal) throw invalid("url", refusal);
}

// A path may hold a key of the receiver's: the log has the host alone.
const hostOf = (url: string) => new URL(url).host;
