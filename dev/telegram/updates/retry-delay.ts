/**
 * Seconds until an update is delivered again after its `failures`-th failure: at once, then 2, 4 … 64,
 * then 60–120 (tdlib/telegram-bot-api, WebhookActor). A `Retry-After` of the webhook goes first.
 */
export function retryDelay(failures: number, retryAfter = 0, random = Math.random()): number {
  if (retryAfter > 0) return Math.min(retryAfter, 3_600);
  if (failures <= 1) return 0;
  const doubled = 2 ** (failures - 1);
  return doubled <= 64 ? doubled : 60 + 60 * random;
}
