import type { TelegramBotCommand, TelegramMenuButton, TelegramUpdate } from "@gramio/types";
import type { ChatMessage, MediaKind } from "../control-types";

/** A message as kept; its key is `chat_id:message_id`. */
export type StoredMessage = ChatMessage;

/** A file as the bot sees it; several may share one piece of bytes. */
export interface StoredFile {
  file_id: string;
  file_unique_id: string;
  /** What the bytes lie under: a name in the files folder, or `sample:<name>`. */
  bytes_key: string;
  kind: MediaKind | "upload";
  /** Bytes as reported; may be pretended. */
  size: number;
  /** Path in a download link, for example `photos/file_1.jpg`. */
  path: string;
  mime_type: string;
  file_name?: string;
  width?: number;
  height?: number;
  /** Seconds. */
  duration?: number;
  title?: string;
  performer?: string;
  emoji?: string;
  thumb_file_id?: string;
}

/** An update that the bot has not taken yet. */
export interface QueuedUpdate {
  update_id: number;
  /** Updates with one key are delivered strictly one after another. */
  queue: string;
  /** Unix seconds after which Telegram gives up. */
  expires: number;
  update: TelegramUpdate;
}

/** What the bot has set about itself; the key is always `bot`. */
export interface BotSettings {
  webhook_url: string;
  secret_token?: string;
  max_connections: number;
  /** null: Telegram's default list. */
  allowed_updates: string[] | null;
  last_error_date?: number;
  last_error_message?: string;
  name?: string;
  description: string;
  short_description: string;
  /** By scope and language. */
  commands: Record<string, TelegramBotCommand[]>;
  /** By chat id, or `default`. */
  menu_buttons: Record<string, TelegramMenuButton>;
}

export const freshSettings: BotSettings = {
  webhook_url: "",
  max_connections: 40,
  allowed_updates: null,
  description: "",
  short_description: "",
  commands: {},
  menu_buttons: {},
};
