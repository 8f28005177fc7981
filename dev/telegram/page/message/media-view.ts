import type { ChatMessage } from "@/dev/telegram/control-types";
import { t } from "@/dev/telegram/page/dictionary";
import { h, icon } from "@/dev/telegram/page/dom";
import { bytes } from "./preview";
import { link } from "./rich-text";
import { soundPlayer } from "./sound-player";

const source = (fileId: string) => `/_sim/files/${fileId}`;

/** What a message carries beside text; null for text. */
export function mediaView({ message, kind }: ChatMessage): HTMLElement | null {
  switch (kind) {
    case "photo":
    case "video":
    case "animation":
      return h("div", { class: "picture" }, picture(message));
    case "document":
      return message.document ? fileRow(message.document) : null;
    case "voice":
      return message.voice ? soundPlayer(message.voice.file_id, message.voice.duration) : null;
    case "audio": {
      const { audio } = message;
      if (!audio) return null;
      const title = [audio.performer, audio.title].filter(Boolean).join(" — ");
      return soundPlayer(audio.file_id, audio.duration, title || audio.file_name);
    }
    case "video_note":
      return message.video_note ? roundVideo(message.video_note.file_id) : null;
    case "sticker":
      return message.sticker ? sticker(message.sticker) : null;
    case "location":
    case "venue":
      return place(message);
    case "contact":
      return contact(message);
    case "poll":
      return poll(message);
    case "dice":
      return h("div", { class: "big-emoji" }, `${message.dice?.emoji} ${message.dice?.value}`);
    default:
      return null;
  }
}

/** An album's items in one grid. */
export function albumView(messages: ChatMessage[]): HTMLElement {
  const isGrid = messages.every(({ kind }) => kind === "photo" || kind === "video");
  if (!isGrid) {
    return h("div", { class: "album-rows" }, ...messages.map((message) => mediaView(message)));
  }
  return h(
    "div",
    { class: `album album-${Math.min(messages.length, 10)}` },
    ...messages.map(({ message }) => h("div", { class: "album-item" }, picture(message))),
  );
}

function picture(message: ChatMessage["message"]): HTMLElement {
  const photo = message.photo?.at(-1);
  if (photo) {
    const image = h("img", {
      src: source(photo.file_id),
      alt: message.caption ?? t("photo"),
      width: photo.width,
      height: photo.height,
    });
    return h("a", { href: source(photo.file_id), target: "_blank", rel: "noopener" }, image);
  }
  const isLoop = message.animation !== undefined;
  const film = message.animation ?? message.video;
  return h("video", {
    src: source(film?.file_id ?? ""),
    width: film?.width,
    height: film?.height,
    poster: film?.thumbnail ? source(film.thumbnail.file_id) : undefined,
    controls: !isLoop,
    autoplay: isLoop,
    loop: isLoop,
    muted: isLoop,
    playsinline: true,
    preload: "metadata",
    "aria-label": t(isLoop ? "animation" : "video"),
  });
}

function fileRow(file: { file_id: string; file_name?: string; file_size?: number }): HTMLElement {
  return h(
    "a",
    {
      class: "file",
      href: source(file.file_id),
      download: file.file_name ?? "",
      title: `${t("download")}: ${file.file_name ?? ""}`,
    },
    h("span", { class: "file-icon" }, icon("file")),
    h(
      "span",
      { class: "file-words" },
      h("span", { class: "file-name" }, file.file_name ?? t("document")),
      h("span", { class: "meta" }, bytes(file.file_size ?? 0)),
    ),
  );
}

function roundVideo(fileId: string): HTMLElement {
  const video = h("video", {
    class: "round",
    src: source(fileId),
    loop: true,
    playsinline: true,
    preload: "metadata",
  });
  return h(
    "button",
    {
      type: "button",
      class: "bare",
      "aria-label": t("video_note"),
      onclick: () => void (video.paused ? video.play().catch(() => {}) : video.pause()),
    },
    video,
  );
}

function sticker(of: NonNullable<ChatMessage["message"]["sticker"]>): HTMLElement {
  if (of.is_video) {
    return h("video", {
      class: "sticker",
      src: source(of.file_id),
      autoplay: true,
      loop: true,
      muted: true,
      playsinline: true,
      "aria-label": t("sticker"),
    });
  }
  // A .tgs needs Telegram's own player: its emoji stands for it.
  if (of.is_animated) return h("div", { class: "big-emoji" }, of.emoji ?? "🙂");
  return h("img", { class: "sticker", src: source(of.file_id), alt: of.emoji ?? t("sticker") });
}

function place({ location, venue }: ChatMessage["message"]): HTMLElement {
  const { latitude = 0, longitude = 0 } = location ?? {};
  const where = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  const map = link(
    `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`,
    [
      h("span", { class: "map", "aria-hidden": "true" }, icon("pin")),
      venue?.title ?? t("location"),
    ],
  );
  map.classList.add("place");
  map.append(h("span", { class: "meta" }, venue?.address ?? where));
  return map;
}

function contact({ contact: card }: ChatMessage["message"]): HTMLElement {
  const name = [card?.first_name, card?.last_name].filter(Boolean).join(" ");
  return h(
    "div",
    { class: "file" },
    h("span", { class: "file-icon" }, icon("person")),
    h(
      "span",
      { class: "file-words" },
      h("span", { class: "file-name" }, name),
      link(`tel:${card?.phone_number ?? ""}`, [card?.phone_number ?? ""]),
    ),
  );
}

function poll({ poll: asked }: ChatMessage["message"]): HTMLElement {
  return h(
    "div",
    { class: "poll" },
    h("b", {}, asked?.question ?? ""),
    h("span", { class: "meta" }, t("poll")),
    h("ul", {}, ...(asked?.options ?? []).map((option) => h("li", {}, option.text))),
  );
}
