import type { TelegramMessage, TelegramPhotoSize } from "@gramio/types";
import type { Sim } from "../sim";
import type { StoredFile } from "../store/records";

/** The part of a Bot API message that carries a file. */
export function mediaContent(sim: Sim, file: StoredFile): Partial<TelegramMessage> {
  const id = { file_id: file.file_id, file_unique_id: file.file_unique_id };
  const size = { file_size: file.size };
  const name = file.file_name ? { file_name: file.file_name } : {};
  const duration = file.duration ?? 1;
  const box = { width: file.width ?? 512, height: file.height ?? 512 };
  const small = file.thumb_file_id ? sim.store.files.get(file.thumb_file_id) : undefined;
  const thumbnail = small ? { thumbnail: photoSize(small) } : {};
  const mime = { mime_type: file.mime_type };
  switch (file.kind) {
    case "photo":
      return { photo: [...(small ? [photoSize(small)] : []), photoSize(file)] };
    case "voice":
      return { voice: { ...id, duration, ...mime, ...size } };
    case "audio": {
      const title = file.title ? { title: file.title } : {};
      const performer = file.performer ? { performer: file.performer } : {};
      return { audio: { ...id, duration, ...performer, ...title, ...name, ...mime, ...size } };
    }
    case "video":
      return { video: { ...id, ...box, duration, ...thumbnail, ...name, ...mime, ...size } };
    case "video_note":
      return { video_note: { ...id, length: box.width, duration, ...thumbnail, ...size } };
    case "animation": {
      const animation = { ...id, ...box, duration, ...thumbnail, ...name, ...mime, ...size };
      // An animation also comes as a document, for old bots (Bot API, Message.animation).
      return { animation, document: { ...id, ...thumbnail, ...name, ...mime, ...size } };
    }
    case "sticker":
      return {
        sticker: {
          ...id,
          type: "regular",
          ...box,
          is_animated: file.mime_type === "application/x-tgsticker",
          is_video: file.mime_type === "video/webm",
          emoji: file.emoji ?? "😄",
          ...thumbnail,
          ...size,
        },
      };
    default:
      return { document: { ...id, ...thumbnail, ...name, ...mime, ...size } };
  }
}

function photoSize(file: StoredFile): TelegramPhotoSize {
  return {
    file_id: file.file_id,
    file_unique_id: file.file_unique_id,
    file_size: file.size,
    width: file.width ?? 320,
    height: file.height ?? 320,
  };
}
