import type { Message, MessageEntity } from "grammy/types";
import { maxDownloadBytes } from "@/lib/attachments/max-download-bytes";
import { plainMimeType } from "@/lib/core/mime-type";
import type { IncomingAttachment, IncomingMessage } from "@/lib/updates/ingest-message";
import { richMessageText } from "./rich-message-text";

type File = {
  file_id: string;
  file_unique_id: string;
  file_size?: number;
  file_name?: string;
  mime_type?: string;
  width?: number;
  height?: number;
  length?: number;
  duration?: number;
};

/** Which part of a message holds its file, with the type and name that Telegram leaves out. */
const fileKinds = [
  ["animation", "video/mp4", "animation.mp4"],
  ["document", "application/octet-stream", "document"],
  ["voice", "audio/ogg", "voice.ogg"],
  ["audio", "audio/mpeg", "audio.mp3"],
  ["video_note", "video/mp4", "video-note.mp4"],
  ["video", "video/mp4", "video.mp4"],
  ["sticker", "image/webp", "sticker.webp"],
  ["live_photo", "video/mp4", "live-photo.mp4"],
] as const;

const dataKinds = [
  "venue",
  "location",
  "contact",
  "poll",
  "dice",
  "game",
  "story",
  "rich_message",
  "checklist",
  "paid_media",
  "invoice",
] as const;

/** Lines that Telegram writes into a private chat by itself (Bot API, "service messages"). */
const serviceKinds = [
  "pinned_message",
  "message_auto_delete_timer_changed",
  "write_access_allowed",
  "connected_website",
  "chat_background_set",
  "proximity_alert_triggered",
  "users_shared",
  "chat_shared",
  "successful_payment",
  "refunded_payment",
  "gift",
  "unique_gift",
  "giveaway",
  "giveaway_created",
  "giveaway_winners",
  "giveaway_completed",
  "passport_data",
  "web_app_data",
  "checklist_tasks_done",
  "checklist_tasks_added",
] as const;

/** A private message in the desk's own words; a kind we do not know keeps its raw JSON. */
export function describeMessage(message: Message): IncomingMessage {
  const from = message.from;
  const files = describeFiles(message);
  const { kind, payload } = describeKind(message, files.at(-1)?.kind);
  return {
    client: {
      telegram_id: from?.id ?? message.chat.id,
      first_name: from?.first_name ?? "",
      last_name: from?.last_name ?? "",
      username: from?.username ?? null,
      language_code: from?.language_code ?? null,
    },
    message: {
      message_id: message.message_id,
      date: message.date,
      message_type: files[0]?.kind === "photo" ? "image" : files.length > 0 ? "file" : "text",
      kind,
      content: message.text ?? message.caption ?? richMessageText(message.rich_message),
      entities: readEntities(message.entities ?? message.caption_entities),
      payload,
      media_group_id: message.media_group_id ?? null,
      reply_to: message.reply_to_message?.message_id ?? null,
    },
    attachments: files,
  };
}

/** Screens draw them: what is no entity stays in the raw update alone. */
function readEntities(value: unknown): unknown[] | null {
  if (!Array.isArray(value)) return null;
  return value.filter((one: Partial<MessageEntity> | null) => {
    return typeof one?.type === "string" && isWhole(one.offset) && isWhole(one.length);
  });
}

const isWhole = (value: unknown) => Number.isSafeInteger(value);

function describeKind(message: Message, fileKind: string | undefined) {
  const origin = describeOrigin(message);
  if (message.text !== undefined) return { kind: "text", payload: origin };
  const parts = message as unknown as Record<string, unknown>;
  if (fileKind) {
    const sticker = message.sticker ? { emoji: message.sticker.emoji ?? "" } : {};
    return {
      kind: fileKind,
      payload: origin || message.sticker ? { ...origin, ...sticker } : null,
    };
  }
  const dataKind = dataKinds.find((name) => parts[name] !== undefined);
  if (dataKind) return { kind: dataKind, payload: { ...origin, [dataKind]: parts[dataKind] } };
  const raw = message as unknown as Record<string, unknown>;
  const service = serviceKinds.find((name) => parts[name] !== undefined);
  if (service) return { kind: "service", payload: { service, raw } };
  return { kind: "unsupported", payload: { raw } };
}

function describeOrigin(message: Message): Record<string, unknown> | null {
  const origin = {
    ...(message.forward_origin ? { forward_origin: message.forward_origin } : {}),
    ...(message.quote ? { quote: message.quote.text } : {}),
    ...(message.external_reply ? { external_reply: message.external_reply } : {}),
  };
  return Object.keys(origin).length > 0 ? origin : null;
}

function describeFiles(message: Message): IncomingAttachment[] {
  const parts = message as unknown as Record<string, File | undefined>;
  const files: IncomingAttachment[] = [];
  const photo = message.photo?.at(-1);
  // A live photo comes with its still picture; an animation also comes as a document.
  if (photo)
    files.push(attachment("photo", photo, "image/jpeg", `photo-${message.message_id}.jpg`));
  const found = fileKinds.find(([kind]) => parts[kind] !== undefined);
  const file = found && parts[found[0]];
  if (found && file) {
    const [kind, mimeType, name] = found;
    files.push(attachment(kind, file, stickerType(message) ?? mimeType, name));
  }
  return files;
}

function stickerType(message: Message): string | null {
  if (message.sticker?.is_video) return "video/webm";
  if (message.sticker?.is_animated) return "application/x-tgsticker";
  return null;
}

function attachment(kind: string, file: File, mimeType: string, name: string): IncomingAttachment {
  const size = file.file_size ?? null;
  return {
    kind,
    name: file.file_name ?? name,
    mime_type: file.mime_type ? plainMimeType(file.mime_type) : mimeType,
    size,
    width: file.width ?? file.length ?? null,
    height: file.height ?? file.length ?? null,
    duration: file.duration ?? null,
    file_id: file.file_id,
    file_unique_id: file.file_unique_id,
    status: size !== null && size > maxDownloadBytes() ? "too_big" : "pending",
  };
}
