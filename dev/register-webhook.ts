import { z } from "zod";

const answerSchema = z.object({ ok: z.boolean(), description: z.string().optional() });

/** What the product handles; Telegram's default leaves out reactions (Bot API, setWebhook). */
export const allowedUpdates = [
  "message",
  "edited_message",
  "callback_query",
  "message_reaction",
  "my_chat_member",
] as const;

/**
 * Tells the Bot API server where updates go. Never drops pending ones: they are clients' messages.
 * Rejects with Telegram's own words.
 */
export async function registerWebhook(env: Record<string, string | undefined>): Promise<void> {
  const root = env.TELEGRAM_API_ROOT ?? "https://api.telegram.org";
  const response = await fetch(`${root}/bot${env.TELEGRAM_TOKEN}/setWebhook`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      url: env.TELEGRAM_WEBHOOK_URL,
      secret_token: env.TELEGRAM_WEBHOOK_SECRET,
      allowed_updates: allowedUpdates,
    }),
    signal: AbortSignal.timeout(15_000),
  });
  const answer = answerSchema.parse(await response.json());
  if (!answer.ok) throw new Error(`Telegram refused the webhook: ${answer.description ?? "?"}`);
}
