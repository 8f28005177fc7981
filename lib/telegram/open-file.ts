import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { GrammyError } from "grammy";
import { env } from "@/lib/core/env";
import { botApi } from "./api";
import { openLocalFile } from "./open-local-file";

/** A file's bytes, and the ending of the name under which Telegram keeps it; null: it has none. */
type TelegramFile = { body: Readable; ending: string | null };

/**
 * A file as a stream: over HTTP, or from the disk where a Bot API server of one's own answers with
 * an absolute path. The address holds the bot token: it never leaves this function.
 */
export async function openTelegramFile(fileId: string, signal: AbortSignal): Promise<TelegramFile> {
  // grammY types its own AbortSignal; at run time it is the same object.
  const own = signal as Parameters<ReturnType<typeof botApi>["getFile"]>[1];
  const { file_path } = await botApi().getFile(fileId, own);
  const { TELEGRAM_API_ROOT, TELEGRAM_TOKEN, TELEGRAM_FILES_DIR } = env();
  const ending = /\.([a-z0-9]{1,8})$/i.exec(file_path ?? "")?.[1]?.toLowerCase() ?? null;
  if (file_path?.startsWith("/")) {
    return { body: await openLocalFile(file_path, TELEGRAM_FILES_DIR), ending };
  }
  const response = await fetch(`${TELEGRAM_API_ROOT}/file/bot${TELEGRAM_TOKEN}/${file_path}`, {
    signal: AbortSignal.any([signal, AbortSignal.timeout(120_000)]),
  });
  if (!response.ok || !response.body)
    throw new Error(`Telegram answered ${response.status} for a file`);
  return { body: Readable.fromWeb(response.body as ReadableStream), ending };
}

/** Why Telegram refused a file for good (400), by its own description: the kinds differ in nothing else. */
export type FileRefusal = { reason: string; isTooBig: boolean; isFinal: boolean };

export function fileRefusal(error: unknown): FileRefusal | null {
  if (!(error instanceof GrammyError) || error.error_code !== 400) return null;
  const reason = error.description;
  const isTooBig = /file is too big/i.test(reason);
  return { reason, isTooBig, isFinal: isTooBig || /invalid file_id/i.test(reason) };
}
