import type { Act, AlbumItem } from "../control-acts";
import type { MediaKind } from "../control-types";
import { act, app, changed } from "./app";
import { t } from "./dictionary";
import { h, type IconName, icon } from "./dom";
import { openPopover } from "./popover";
import { toast } from "./toast";

/** What can be sent beside text: own files, and a sample of every kind. */
export function openAttachMenu(event: MouseEvent): void {
  const button = event.currentTarget as HTMLElement;
  const { left, top } = button.getBoundingClientRect();
  const menu = h("div", { class: "menu attach", role: "menu" });
  const close = openPopover(menu, left, top - 430);
  const item = (name: IconName, words: string, run: () => void, testid: string) =>
    h(
      "button",
      {
        type: "button",
        role: "menuitem",
        class: "menu-item",
        testid,
        onclick: () => {
          close();
          run();
        },
      },
      icon(name),
      words,
    );
  menu.append(
    item("image", t("ownMedia"), () => pick("image/*,video/*", true), "sim-own-media"),
    item("file", t("ownFile"), () => pick("", false), "sim-own-file"),
    h("p", { class: "menu-title" }, t("samples")),
    h(
      "div",
      { class: "menu-grid" },
      ...samples().map(([name, words, run, id]) => item(name, words, run, id)),
    ),
  );
  menu.querySelector<HTMLElement>("[role=menuitem]")?.focus();
}

let turn = 0;

function samples(): [IconName, string, () => void, string][] {
  const media = (kind: MediaKind, names: string[]) => () => {
    const sample = names[turn++ % names.length];
    void perform({ act: "media", kind, ...(sample ? { sample } : {}) });
  };
  const photos = ["photo-1.jpg", "photo-2.jpg", "photo-3.jpg"];
  return [
    ["image", t("photo"), media("photo", photos), "sim-sample-photo"],
    ["album", t("album"), () => void album(photos), "sim-sample-album"],
    ["film", t("video"), media("video", []), "sim-sample-video"],
    ["file", t("document"), media("document", []), "sim-sample-document"],
    ["mic", t("voice"), media("voice", []), "sim-sample-voice"],
    ["circle", t("video_note"), media("video_note", []), "sim-sample-video-note"],
    ["music", t("audio"), media("audio", []), "sim-sample-audio"],
    [
      "smile",
      t("sticker"),
      media("sticker", ["sticker.webp", "sticker.webm", "sticker.tgs"]),
      "sim-sample-sticker",
    ],
    ["film", t("animation"), media("animation", []), "sim-sample-animation"],
    [
      "pin",
      t("location"),
      () => void perform({ act: "location", latitude: 59.93863, longitude: 30.31413 }),
      "sim-sample-location",
    ],
    ["person", t("contact"), () => void perform(sampleContact), "sim-sample-contact"],
    [
      "poll",
      t("poll"),
      () =>
        void perform({
          act: "poll",
          question: t("pollQuestion"),
          options: [t("pollToday"), t("pollTomorrow")],
        }),
      "sim-sample-poll",
    ],
  ];
}

const sampleContact = {
  act: "contact",
  phone_number: "+79990001122",
  first_name: "Мария",
  last_name: "Орлова",
} as const;

type Sending = Extract<Act, { act: "text" | "media" | "album" | "location" | "contact" | "poll" }>;
type WithoutPlace<T> = T extends unknown ? Omit<T, "person_id" | "chat_id"> : never;

async function perform(what: WithoutPlace<Sending>): Promise<void> {
  const { personId: person_id, chatId: chat_id, replyTo } = app;
  if (person_id === null || chat_id === null) return;
  const reply = replyTo === null ? {} : { reply_to_message_id: replyTo };
  app.replyTo = null;
  changed("composer");
  await act({ ...what, person_id, chat_id, ...reply } as Sending);
}

async function album(photos: string[]): Promise<void> {
  await perform({ act: "album", items: photos.map((sample) => ({ kind: "photo", sample })) });
}

function pick(accept: string, isMedia: boolean): void {
  const input = h("input", { type: "file", accept, multiple: true });
  input.addEventListener("change", () => void sendFiles([...(input.files ?? [])], isMedia));
  input.click();
}

/** Sends own files: pictures and films as such (several as an album), anything else as documents. */
export async function sendFiles(files: File[], isMedia: boolean): Promise<void> {
  const { personId, chatId: chat_id } = app;
  if (personId === null || chat_id === null || files.length === 0) return;
  try {
    const items = await Promise.all(
      files.slice(0, 10).map(
        async (file): Promise<AlbumItem> => ({
          kind: kindOf(file, isMedia),
          data: new Uint8Array(await file.arrayBuffer()),
          file_name: file.name,
          mime_type: file.type || "application/octet-stream",
        }),
      ),
    );
    const isAlbum = items.length > 1 && new Set(items.map(albumClass)).size === 1;
    if (isAlbum) await app.control.sendAlbum(personId, items, { chat_id });
    else {
      for (const { kind, ...item } of items) {
        await app.control.sendMedia(personId, kind, { ...item, chat_id });
      }
    }
  } catch (error) {
    toast(error instanceof Error ? error.message : String(error));
  }
}

function kindOf(file: File, isMedia: boolean): AlbumItem["kind"] {
  if (!isMedia) return "document";
  if (file.type.startsWith("image/")) return "photo";
  return file.type.startsWith("video/") ? "video" : "document";
}

/** Documents and audio do not share an album with pictures. */
function albumClass({ kind }: AlbumItem): string {
  return kind === "photo" || kind === "video" ? "visual" : kind;
}
