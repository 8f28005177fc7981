import { env } from "@/lib/core/env";
import { logger } from "@/lib/core/logger";
import { database } from "@/lib/database";
import { fetchUpdates } from "@/lib/telegram/fetch-updates";
import { readOffset, saveOffset } from "@/lib/telegram/polling-offset";

/**
 * Polling mode (a token and no webhook address): hands each update to the bot and keeps the offset
 * after it is stored. Does nothing in webhook mode, where Telegram would answer 409.
 */
export async function pollUpdates(signal: AbortSignal): Promise<void> {
  if (env().TELEGRAM_WEBHOOK_URL) return;
  const { handleUpdate } = await import("@/bot/handle-update");
  while (!signal.aborted) {
    try {
      const updates = await fetchUpdates(await readOffset(database()), signal);
      for (const update of updates) {
        const finish = await handleUpdate(update);
        await saveOffset(database(), update.update_id + 1);
        await finish();
      }
    } catch (error) {
      if (signal.aborted) return;
      logger("polling").warn({ err: error }, "polling failed, trying again in 3 s");
      await new Promise((resolve) => setTimeout(resolve, 3000));
    }
  }
}
