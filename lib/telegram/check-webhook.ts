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

/** Whether Telegram delivers where and what the settings say. */
export function isWebhookRight(info: { url?: string; allowed_updates?: string[] }): boolean {
  const listed = new Set<string>(info.allowed_updates ?? []);
  return (
    info.url === env().TELEGRAM_WEBHOOK_URL && allowedUpdates.every((kind) => listed.has(kind))
  );
}

/**
 * Keeps Telegram's view of the webhook and sets it right when it differs, never dropping updates.
 * An answer also proves that the token works again: stopped sending goes on.
 */
export async function checkWebhook(db: Db): Promise<void> {
  const { BOT_ID, TELEGRAM_WEBHOOK_URL, TELEGRAM_WEBHOOK_SECRET } = env();
  let info = await botApi().getWebhookInfo();
  if (TELEGRAM_WEBHOOK_URL && TELEGRAM_WEBHOOK_SECRET && !isWebhookRight(info)) {
    logger("telegram").warn("the webhook differs from the settings: setting it again");
    await botApi().setWebhook(TELEGRAM_WEBHOOK_URL, {
      secret_token: TELEGRAM_WEBHOOK_SECRET,
      allowed_updates: [...allowedUpdates],
      drop_pending_updates: false,
    });
    info = await botApi().getWebhookInfo();
  }
  const seen = { webhook: { ...info }, checkedAt: new Date(), stoppedReason: null };
  await db
    .insert(botState)
    .values({ botId: BOT_ID, ...seen })
    .onConflictDoUpdate({ target: botState.botId, set: seen });
}
