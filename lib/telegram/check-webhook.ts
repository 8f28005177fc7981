import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { botState } from "@/db/schema";
import { env } from "@/lib/core/env";
import { logger } from "@/lib/core/logger";
import { botApi } from "./api";

/** The kinds of update that the product handles; the default list leaves out reactions. */
export const allowedUpdates = [
  "message",
  "edited_message",
  "callback_query",
  "message_reaction",
  "my_chat_member",
] as const;

/** What is kept of getWebhookInfo. */
export type WebhookInfo = {
  url?: string;
  pending_update_count?: number;
  last_error_message?: string;
  last_error_date?: number;
  allowed_updates?: string[];
  /** `pending_update_count` at the check before. */
  pending_before?: number;
};

/** Whether Telegram delivers where and what the settings say; without an address nowhere (polling). */
export function isWebhookRight(info: WebhookInfo): boolean {
  const { TELEGRAM_WEBHOOK_URL } = env();
  if (!TELEGRAM_WEBHOOK_URL) return !info.url;
  const listed = new Set<string>(info.allowed_updates ?? []);
  return info.url === TELEGRAM_WEBHOOK_URL && allowedUpdates.every((kind) => listed.has(kind));
}

/**
 * Keeps Telegram's view of the webhook and sets it right when it differs, when our route refused its
 * secret since the last check, or always when `isForced`; never drops updates. An answer also proves
 * that the token works again: stopped sending goes on.
 */
export async function checkWebhook(db: Db, { isForced = false } = {}): Promise<void> {
  const { BOT_ID, TELEGRAM_WEBHOOK_URL, TELEGRAM_WEBHOOK_SECRET } = env();
  const [state] = await db
    .select({ webhook: botState.webhook })
    .from(botState)
    .where(eq(botState.botId, BOT_ID));
  const before: WebhookInfo = state?.webhook ?? {};
  let info: WebhookInfo = await botApi().getWebhookInfo();
  const isWrong = isForced || !isWebhookRight(info) || isNewRefusal(info, before);
  if (TELEGRAM_WEBHOOK_URL && TELEGRAM_WEBHOOK_SECRET && isWrong) {
    logger("telegram").warn({ isForced }, "setting the webhook again");
    await botApi().setWebhook(TELEGRAM_WEBHOOK_URL, {
      secret_token: TELEGRAM_WEBHOOK_SECRET,
      allowed_updates: [...allowedUpdates],
      drop_pending_updates: false,
    });
    // Telegram forgets its last error then; admins still see why it was repaired.
    info = { ...errorOf(info), ...(await botApi().getWebhookInfo()) };
  }
  const pending = before.pending_update_count;
  const webhook = { ...info, ...(pending === undefined ? {} : { pending_before: pending }) };
  const seen = { webhook, checkedAt: new Date(), stoppedReason: null };
  await db
    .insert(botState)
    .values({ botId: BOT_ID, ...seen })
    .onConflictDoUpdate({ target: botState.botId, set: seen });
}

/** "Wrong response from the webhook: 401 Unauthorized": Telegram has another secret, and never says so. */
function isNewRefusal(info: WebhookInfo, before: WebhookInfo): boolean {
  return (
    /\b40[13]\b/.test(info.last_error_message ?? "") &&
    info.last_error_date !== before.last_error_date
  );
}

function errorOf({ last_error_message, last_error_date }: WebhookInfo): WebhookInfo {
  if (last_error_message === undefined || last_error_date === undefined) return {};
  return { last_error_message, last_error_date };
}
