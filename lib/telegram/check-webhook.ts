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

/** Keeps Telegram's view of the webhook and sets it right when it differs, never dropping updates. */
export async function checkWebhook(db: Db): Promise<void> {
  const { BOT_ID, TELEGRAM_WEBHOOK_URL, TELEGRAM_WEBHOOK_SECRET } = env();
  if (!TELEGRAM_WEBHOOK_URL || !TELEGRAM_WEBHOOK_SECRET) return;
  const info = await botApi().getWebhookInfo();
  const webhook = { ...info };
  await db
    .insert(botState)
    .values({ botId: BOT_ID, webhook, checkedAt: new Date() })
    .onConflictDoUpdate({ target: botState.botId, set: { webhook, checkedAt: new Date() } });
  const listed = new Set<string>(info.allowed_updates ?? []);
  const isRight =
    info.url === TELEGRAM_WEBHOOK_URL && allowedUpdates.every((kind) => listed.has(kind));
  if (isRight) return;
  logger("telegram").warn("the webhook differs from the settings: setting it again");
  await botApi().setWebhook(TELEGRAM_WEBHOOK_URL, {
    secret_token: TELEGRAM_WEBHOOK_SECRET,
    allowed_updates: [...allowedUpdates],
    drop_pending_updates: false,
  });
}
