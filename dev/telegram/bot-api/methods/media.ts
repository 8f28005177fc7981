import { randomInt } from "node:crypto";
import type { TelegramMessageEntity } from "@gramio/types";
import { badRequest } from "../../api-error";
import { writableChat } from "../../chats";
import type { MediaKind } from "../../control-types";
import { mediaContent } from "../../media/media-content";
import { addMessage } from "../../messages";
import type { Sim } from "../../sim";
import type { StoredFile } from "../../store/records";
import type { Method } from "../method";
import type { Params } from "../params";
import { captionFields, captionOf, replyFields, sendContent } from "../send-content";
import { takeFile } from "../take-file";

interface MediaItem {
  type: MediaKind;
  media: string;
  caption?: string;
  parse_mode?: string;
  caption_entities?: TelegramMessageEntity[];
  duration?: number;
  width?: number;
  height?: number;
}

/** Everything that carries a file. */
export const mediaMethods: Record<string, Method> = {
  sendPhoto: send("photo"),
  sendDocument: send("document"),
  sendVoice: send("voice"),
  sendAudio: send("audio"),
  sendVideo: send("video"),
  sendVideoNote: send("video_note"),
  sendAnimation: send("animation"),
  sendSticker: send("sticker"),

  sendMediaGroup(sim, params) {
    const items = params.json<MediaItem[]>("media") ?? [];
    if (items.length < 2) throw badRequest("too few messages to send as an album");
    if (items.length > 10) throw badRequest("too many messages to send as an album");
    for (const type of ["document", "audio"] as const) {
      const count = items.filter((item) => item.type === type).length;
      if (count > 0 && count < items.length) {
        throw badRequest(`${type} can't be mixed with other media types`);
      }
    }
    const chat = writableChat(sim, params.chatId());
    const reply = replyFields(sim, params, chat.id);
    const group = newMediaGroupId();
    const contents = items.map((item) => ({
      ...mediaContent(sim, takeFile(sim, item.type, params.fileNamed(item.media), size(item))),
      ...captionFields(item),
      media_group_id: group,
    }));
    return contents.map(
      (content) =>
        addMessage(sim, { chat, from: sim.bot, content: { ...reply, ...content } }).message,
    );
  },
};

/** An album's id: a large number, as a string. */
export function newMediaGroupId(): string {
  return `139${randomInt(1e14).toString().padStart(14, "0")}`;
}

function send(kind: MediaKind): Method {
  return (sim: Sim, params: Params) => {
    writableChat(sim, params.chatId());
    const file = takeFile(sim, kind, params.file(kind), {
      ...size({
        duration: params.int("duration"),
        width: params.int("width") ?? params.int("length"),
        height: params.int("height") ?? params.int("length"),
      }),
      ...text(params, "title"),
      ...text(params, "performer"),
      ...text(params, "emoji"),
    });
    // Stickers and video notes take no caption (Bot API).
    const caption = kind === "sticker" || kind === "video_note" ? {} : captionOf(params);
    return sendContent(sim, params, () => ({
      ...mediaContent(sim, file),
      ...caption,
      ...(params.bool("has_spoiler") ? { has_media_spoiler: true } : {}),
    }));
  };
}

function size(item: {
  duration?: number | undefined;
  width?: number | undefined;
  height?: number | undefined;
}): Partial<StoredFile> {
  return {
    ...(item.duration ? { duration: item.duration } : {}),
    ...(item.width ? { width: item.width } : {}),
    ...(item.height ? { height: item.height } : {}),
  };
}

function text(params: Params, name: "title" | "performer" | "emoji"): Partial<StoredFile> {
  const value = params.text(name);
  return value ? { [name]: value } : {};
}
