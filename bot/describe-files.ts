import type { Message } from "grammy/types";
import { maxDownloadBytes } from "@/lib/attachments/max-download-bytes";
import { plainMimeType } from "@/lib/core/mime-type";
import type { IncomingAttachment } from "@/lib/updates/ingest-message";
import { fileEnding, readableName } from "./file-ending";

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

/** Which part of a message holds its file, with the type and the name that Telegram leaves out. */
const fileKinds = [
  ["animation", "video/mp4", "animation"],
  ["document", "application/octet-stream", "document"],
  ["voice", "audio/ogg", "voice"],
  ["audio", "audio/mpeg", "audio"],
  ["video_note", "video/mp4", "video-note"],
  ["video", "video/mp4", "video"],
  ["sticker", "image/webp", "sticker"],
  ["live_photo", "video/mp4", "live-photo"],
] as const;

/** The files of a message, each with a name that can be read. */
export function describeFiles(message: Message): IncomingAttachment[] {
  const parts = message as unknown as Record<string, File | undefined>;
  const files: IncomingAttachment[] = [];
  const photo = message.photo?.at(-1);
  // A live photo comes with its still picture; an animation also comes as a document.
  if (photo) files.push(attachment("photo", photo, "image/jpeg", `photo-${message.message_id}`));
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

function attachment(kind: string, file: File, usual: string, stem: string): IncomingAttachment {
  const size = file.file_size ?? null;
  const mimeType =
    typeof file.mime_type === "string" && file.mime_type.trim()
      ? plainMimeType(file.mime_type)
      : usual;
  // Without an ending it waits for the path that Telegram gives with the file (download-attachment.ts).
  const ending = fileEnding(mimeType);
  return {
    kind,
    name: readableName(file.file_name, ending ? `${stem}.${ending}` : stem),
    mime_type: mimeType,
    size,
    width: file.width ?? file.length ?? null,
    height: file.height ?? file.length ?? null,
    duration: file.duration ?? null,
    file_id: file.file_id,
    file_unique_id: file.file_unique_id,
    status: size !== null && size > maxDownloadBytes() ? "too_big" : "pending",
  };
}
