import { env } from "@/lib/core/env";

/** The largest file that is fetched from Telegram: 20 MB (Bot API, getFile), more from a server of one's own. */
export const maxDownloadBytes = (): number => env().TELEGRAM_MAX_FILE_MB * 1024 * 1024;
