import { and, eq, gt, sql } from "drizzle-orm";
import { botState, messages, rawUpdates } from "@/db/schema";
import type { Context } from "@/lib/context";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan } from "@/lib/permissions";
import { botUsername } from "./bot-username";
import { checkWebhook, isWebhookRight, type WebhookInfo } from "./check-webhook";
import { connectionProblem } from "./connection-problem";
import type { TelegramConnection } from "./schemas";

/** How the bot is connected, as the last check (each minute) found it. */
export async function getTelegramConnection(ctx: Context): Promise<TelegramConnection> {
  assertCan(ctx, "telegram.manage");
  const { BOT_ID, TELEGRAM_WEBHOOK_URL } = env();
  const [[state], [failed], [sent], username] = await Promise.all([
    ctx.db.select().from(botState).where(eq(botState.botId, BOT_ID)),
    ctx.db
      .select({ count: sql<number>`count(*)::int` })
      .from(rawUpdates)
      .where(eq(rawUpdates.status, "failed")),
    ctx.db
      .select({ count: sql<number>`count(*)::int` })
      .from(messages)
      .where(
        and(
          eq(messages.deliveryStatus, "sent"),
          gt(messages.createdAt, sql`now() - interval '10 minutes'`),
          gt(messages.sentAt, sql`now() - interval '1 minute'`),
        ),
      ),
    botUsername(ctx.db),
  ]);
  const info: WebhookInfo = state?.webhook ?? {};
  const facts = {
    isRight: isWebhookRight(info),
    checkedAt: state?.checkedAt ?? null,
    stoppedReason: state?.stoppedReason ?? null,
  };
  return {
    problem: connectionProblem(info, facts, new Date()),
    mode: TELEGRAM_WEBHOOK_URL ? "webhook" : "polling",
    username,
    webhook_url: info.url || null,
    expected_url: TELEGRAM_WEBHOOK_URL ?? null,
    is_right: facts.isRight,
    pending_updates: info.pending_update_count ?? null,
    last_error: info.last_error_message ?? null,
    last_error_at: info.last_error_date
      ? new Date(info.last_error_date * 1000).toISOString()
      : null,
    checked_at: facts.checkedAt?.toISOString() ?? null,
    stopped_reason: facts.stoppedReason,
    sent_last_minute: sent?.count ?? 0,
    failed_updates: failed?.count ?? 0,
  };
}

/** Asks Telegram now and sets the webhook in any case, its secret too, never dropping updates. Throws `unavailable`. */
export async function repairTelegram(ctx: Context): Promise<TelegramConnection> {
  assertCan(ctx, "telegram.manage");
  try {
    await checkWebhook(ctx.db, { isForced: true });
  } catch (error) {
    // The error may carry the address with the token: only its kind goes on.
    const name = error instanceof Error ? error.name : "unknown";
    throw new AppError("unavailable", "telegram.oddAnswer", { params: { name } });
  }
  await ctx.db.transaction((tx) =>
    writeLog(tx, ctx, { action: "webhook_repaired", description: "Webhook checked and set" }),
  );
  return getTelegramConnection(ctx);
}
