import { checkEnvValues } from "@/lib/core/env";
import { allowedUpdates } from "@/lib/telegram/check-webhook";
import { callTelegram, type TelegramVariables } from "./call-telegram";

/**
 * Sets the webhook with its secret and the kinds of updates the product handles. Never drops
 * pending updates: they are clients' messages. Rejects with a sentence.
 */
export async function setWebhook(env: TelegramVariables): Promise<{ url: string }> {
  const { TELEGRAM_WEBHOOK_URL: url, TELEGRAM_WEBHOOK_SECRET: secret } = checkEnvValues(env);
  if (!url) throw new Error("TELEGRAM_WEBHOOK_URL is not set: without it updates are polled.");
  if (!secret) throw new Error("TELEGRAM_WEBHOOK_SECRET is not set: the webhook needs it.");
  await callTelegram(env, "setWebhook", {
    url,
    secret_token: secret,
    allowed_updates: allowedUpdates,
  });
  return { url };
}
