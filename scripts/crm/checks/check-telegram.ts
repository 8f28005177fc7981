import { readdir } from "node:fs/promises";
import { z } from "zod";
import { env } from "@/lib/core/env";
import { allowedUpdates } from "@/lib/telegram/check-webhook";
import { callTelegram } from "../call-telegram";
import { Unwell } from "./unwell";

const webhookSchema = z.object({
  url: z.string(),
  pending_update_count: z.number(),
  allowed_updates: z.array(z.string()).optional(),
  last_error_date: z.number().optional(),
  last_error_message: z.string().optional(),
});

const setAgain = "Run: npm run crm -- set-webhook";

/** The token works, and updates come where the settings say (Bot API, getWebhookInfo). */
export async function checkTelegram(): Promise<string> {
  const me = z.object({ username: z.string() }).parse(await call("getMe"));
  const webhook = webhookSchema.parse(await call("getWebhookInfo"));
  const { TELEGRAM_WEBHOOK_URL: wanted = "", SIMULATOR_URL } = env();
  if (SIMULATOR_URL && !webhook.url) {
    return `@${me.username}, simulated; npm run dev sets its webhook when it starts`;
  }
  if (webhook.url !== wanted) {
    const found = `updates go to "${webhook.url || "nowhere: polling"}" instead of "${wanted || "polling"}"`;
    throw new Unwell(found, wanted ? setAgain : "Set TELEGRAM_WEBHOOK_URL, then set-webhook.");
  }
  const missing = allowedUpdates.filter((kind) => !webhook.allowed_updates?.includes(kind));
  if (wanted && missing.length > 0) {
    throw new Unwell(`Telegram does not send: ${missing.join(", ")}`, setAgain);
  }
  if ((webhook.last_error_date ?? 0) > Date.now() / 1000 - 3600) {
    throw new Unwell(
      `the last delivery failed: ${webhook.last_error_message}`,
      "The address must be https, reachable from outside, and know TELEGRAM_WEBHOOK_SECRET.",
    );
  }
  const way = wanted ? "by webhook" : "by polling";
  return `@${me.username}, ${way}, ${webhook.pending_update_count} updates waiting${await localFiles()}`;
}

/** The folder of a Bot API server of one's own is there and may be read. */
async function localFiles(): Promise<string> {
  const { TELEGRAM_FILES_DIR: folder, TELEGRAM_MAX_FILE_MB: limit } = env();
  if (!folder) return "";
  try {
    await readdir(folder);
  } catch (error) {
    throw new Unwell(
      `the folder ${folder} cannot be read (${(error as NodeJS.ErrnoException).code})`,
      "Mount the Bot API server's folder there, at the same path, readable for the desk's user (TELEGRAM_FILES_DIR).",
    );
  }
  return `; files up to ${limit} MB from ${folder}`;
}

async function call(method: string): Promise<unknown> {
  try {
    return await callTelegram(process.env, method);
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw new Unwell(found, "Check TELEGRAM_TOKEN (from @BotFather) and TELEGRAM_API_ROOT.");
  }
}
