import type { Message } from "grammy/types";
import { maxDownloadBytes } from "@/lib/attachments/schemas";
import type { IncomingAttachment, IncomingMessage } from "@/lib/updates/ingest-message";

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
] as const;

const dataKinds = [
  "venue",
  "location",
  "contact",
  "poll",
  "dice",
  "game",
  "story",
  "live_photo",
] as const;

/** A private message in the desk's own words; a kind we do not know keeps its raw JSON. */
export function describeMessage(message: Message): IncomingMessage {
  const from = message.from;
  const file = describeFile(message);
  const { kind, payload } = describeKind(message, file?.kind);
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
      message_type: kind === "photo" ? "image" : file ? "file" : "text",
      kind,
      content: message.text ?? message.caption ?? "",
      entities: message.entities ?? message.caption_entities ?? null,
      payload: payload ?? describeOrigin(message),
      media_group_id: message.media_group_id ?? null,
      reply_to: message.reply_to_message?.message_id ?? null,
    },
    attachments: file ? [file] : [],
  };
}

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
  return { kind: "unsupported", payload: { raw: message as unknown as Record<string, unknown> } };
}

function describeOrigin(message: Message): Record<string, unknown> | null {
  const origin = {
    ...(message.forward_origin ? { forward_origin: message.forward_origin } : {}),
    ...(message.quote ? { quote: message.quote.text } : {}),
    ...(message.external_reply ? { external_reply: message.external_reply } : {}),
  };
  return Object.keys(origin).length > 0 ? origin : null;
}

function describeFile(message: Message): IncomingAttachment | null {
  const parts = message as unknown as Record<string, File | undefined>;
  const photo = message.photo?.at(-1);
  if (photo) return attachment("photo", photo, "image/jpeg", `photo-${message.message_id}.jpg`);
  for (const [kind, mimeType, name] of fileKinds) {
    const file = parts[kind];
    if (file) return attachment(kind, file, stickerType(message) ?? mimeType, name);
  }
  return null;
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
    mime_type: file.mime_type ?? mimeType,
    size,
    width: file.width ?? file.length ?? null,
    height: file.height ?? file.length ?? null,
    duration: file.duration ?? null,
    file_id: file.file_id,
    file_unique_id: file.file_unique_id,
    // The Bot API gives out files up to 20 MB (getFile).
    status: size !== null && size > maxDownloadBytes ? "too_big" : "pending",
  };
}
