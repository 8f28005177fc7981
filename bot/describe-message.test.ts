import type { Message } from "grammy/types";
import { describe, expect, it } from "vitest";
import { describeMessage } from "./describe-message";

const file = { file_id: "file-1", file_unique_id: "unique-1", file_size: 1000 };

/** A private message with these parts. */
function told(parts: Record<string, unknown>) {
  const from = { id: 77, is_bot: false, first_name: "Анна", username: "anna", language_code: "ru" };
  const chat = { id: 77, type: "private", first_name: "Анна" };
  return describeMessage({
    message_id: 5,
    date: 1_700_000_000,
    chat,
    from,
    ...parts,
  } as unknown as Message);
}

it("returns who wrote, when, and under which id", () => {
  const { client, message } = told({ text: "Привет" });
  expect(client).toEqual({
    telegram_id: 77,
    first_name: "Анна",
    last_name: "",
    username: "anna",
    language_code: "ru",
  });
  expect(message).toMatchObject({ message_id: 5, date: 1_700_000_000 });
});

it("keeps a text with its formatting", () => {
  const entities = [{ type: "bold", offset: 0, length: 6 }];
  const { message, attachments } = told({ text: "Привет", entities });
  const wanted = { kind: "text", message_type: "text", content: "Привет", entities, payload: null };
  expect(message).toMatchObject(wanted);
  expect(attachments).toEqual([]);
});

describe("files", () => {
  it.each([
    [
      "document",
      { ...file, file_name: "Счёт.pdf", mime_type: "application/pdf" },
      "application/pdf",
    ],
    ["voice", { ...file, duration: 3 }, "audio/ogg"],
    ["audio", { ...file, duration: 180 }, "audio/mpeg"],
    ["video", { ...file, width: 640, height: 480, duration: 9 }, "video/mp4"],
    ["video_note", { ...file, length: 240, duration: 9 }, "video/mp4"],
    ["sticker", { ...file, width: 512, height: 512, emoji: "👍" }, "image/webp"],
  ])("a %s keeps its file id, size and type", (kind, part, mime_type) => {
    const { message, attachments } = told({ [kind]: part, caption: "Вот" });
    expect(message).toMatchObject({ kind, message_type: "file", content: "Вот" });
    expect(attachments).toMatchObject([
      { kind, mime_type, size: 1000, file_id: "file-1", status: "pending" },
    ]);
    expect(attachments[0]?.name).not.toBe("");
  });

  it("a photo is its largest size, an image", () => {
    const photo = [
      { ...file, file_id: "small", width: 90, height: 60 },
      { ...file, file_id: "large", width: 1280, height: 853 },
    ];
    const { message, attachments } = told({ photo, media_group_id: "album-1" });
    expect(message).toMatchObject({
      kind: "photo",
      message_type: "image",
      media_group_id: "album-1",
    });
    expect(attachments).toMatchObject([{ kind: "photo", file_id: "large", width: 1280 }]);
  });

  it("an animation is one file, though Telegram names it twice", () => {
    const { message, attachments } = told({ animation: file, document: file });
    expect(message.kind).toBe("animation");
    expect(attachments).toHaveLength(1);
  });

  it("a live photo keeps both its picture and its video", () => {
    const photo = [{ ...file, file_id: "still", width: 100, height: 100 }];
    const live_photo = { ...file, file_id: "moving", width: 100, height: 100, duration: 3 };
    const { message, attachments } = told({ photo, live_photo });
    expect(message).toMatchObject({ kind: "live_photo", message_type: "image" });
    expect(attachments).toMatchObject([
      { kind: "photo", file_id: "still" },
      { kind: "live_photo", file_id: "moving", mime_type: "video/mp4" },
    ]);
  });

  it.each([
    ["static", {}, "image/webp"],
    ["animated", { is_animated: true }, "application/x-tgsticker"],
    ["video", { is_video: true }, "video/webm"],
  ])("a %s sticker has its own type and its emoji", (_name, flags, mime_type) => {
    const { message, attachments } = told({ sticker: { ...file, emoji: "👍", ...flags } });
    expect(message.payload).toEqual({ emoji: "👍" });
    expect(attachments).toMatchObject([{ mime_type }]);
  });

  it("a file over 20 MB keeps its name and size and is not to be fetched", () => {
    const document = { ...file, file_name: "film.mkv", file_size: 20 * 1024 * 1024 + 1 };
    expect(told({ document }).attachments).toMatchObject([
      { name: "film.mkv", size: 20 * 1024 * 1024 + 1, status: "too_big" },
    ]);
  });
});

describe("kinds without text or file", () => {
  const location = { latitude: 55.75, longitude: 37.62 };

  it.each([
    ["location", location],
    ["contact", { phone_number: "+79990000000", first_name: "Анна" }],
    ["poll", { id: "1", question: "Когда?", options: [{ text: "Завтра", voter_count: 0 }] }],
    ["dice", { emoji: "🎲", value: 4 }],
    ["story", { id: 3, chat: { id: 1, type: "private" } }],
    ["game", { title: "Игра", description: "", photo: [] }],
  ])("a %s keeps all of its data", (kind, part) => {
    const { message, attachments } = told({ [kind]: part });
    expect(message).toMatchObject({ kind, message_type: "text", payload: { [kind]: part } });
    expect(attachments).toEqual([]);
  });

  it("a venue is no mere location, though Telegram names both", () => {
    const venue = { location, title: "Кафе", address: "Ул. Мира, 1" };
    expect(told({ venue, location }).message).toMatchObject({ kind: "venue", payload: { venue } });
  });

  it("a rich message is readable text, and keeps its blocks", () => {
    const rich_message = {
      blocks: [
        { type: "heading", size: 1, text: "Заказ" },
        { type: "paragraph", text: ["Доставка ", { type: "bold", text: "завтра" }, "."] },
        {
          type: "list",
          items: [
            { label: "1", blocks: [{ type: "paragraph", text: "Молоко" }] },
            { label: "2", blocks: [{ type: "paragraph", text: { type: "italic", text: "Хлеб" } }] },
          ],
        },
        { type: "not_yet_invented", text: "И ещё" },
        { type: "divider" },
      ],
    };
    expect(told({ rich_message }).message).toMatchObject({
      kind: "rich_message",
      content: "Заказ\nДоставка завтра.\nМолоко\nХлеб\nИ ещё",
      payload: { rich_message },
    });
  });

  it("a rich message nested without end is cut, not refused", () => {
    let block: object = { type: "paragraph", text: "дно" };
    for (let depth = 0; depth < 20_000; depth++) block = { type: "details", blocks: [block] };
    const { message } = told({
      rich_message: { blocks: [{ type: "paragraph", text: "верх" }, block] },
    });
    expect(message.content).toBe("верх");
  });

  it.each([
    ["pinned_message", { message_id: 2 }],
    ["message_auto_delete_timer_changed", { message_auto_delete_time: 60 }],
    ["successful_payment", { currency: "RUB", total_amount: 100 }],
  ])("the service message %s says what happened", (service, part) => {
    const { message } = told({ [service]: part });
    expect(message).toMatchObject({ kind: "service", payload: { service } });
    expect(message.payload?.raw).toMatchObject({ [service]: part });
  });

  it("a kind not yet invented keeps its raw JSON", () => {
    const hologram = { depth: 3, file_id: "x" };
    const { message, attachments } = told({ hologram });
    expect(message).toMatchObject({ kind: "unsupported", message_type: "text", content: "" });
    expect(message.payload?.raw).toMatchObject({ message_id: 5, hologram });
    expect(attachments).toEqual([]);
  });

  it.each([
    [
      "a forwarded one",
      { forward_origin: { type: "hidden_user", sender_user_name: "Б", date: 1 } },
    ],
    ["one of an album", { media_group_id: "9" }],
  ])("%s whose content is unknown was written by the client", (_, part) => {
    const incoming = told({ ...part, room_decorated: {} });
    expect(incoming.message).toMatchObject({ kind: "unsupported", message_type: "text" });
    expect(incoming.quiet).toBeUndefined();
  });
});

describe("where a message comes from", () => {
  const forward_origin = { type: "hidden_user", sender_user_name: "Борис", date: 1 };

  it.each([
    ["text", { text: "Смотрите" }],
    ["photo", { photo: [{ ...file, width: 1, height: 1 }] }],
    ["location", { location: { latitude: 1, longitude: 2 } }],
  ])("a forwarded %s names its origin", (kind, parts) => {
    const { message } = told({ ...parts, forward_origin });
    expect(message).toMatchObject({ kind, payload: { forward_origin } });
  });

  it("a reply names the message and the quoted text", () => {
    const parts = { reply_to_message: { message_id: 3 }, quote: { text: "завтра", position: 0 } };
    const { message } = told({ text: "Точно?", ...parts });
    expect(message).toMatchObject({ reply_to: 3, payload: { quote: "завтра" } });
  });

  it("a reply to another chat keeps what it replies to", () => {
    const external_reply = { origin: forward_origin, message_id: 9 };
    const { message } = told({ text: "Вот", external_reply });
    expect(message).toMatchObject({ reply_to: null, payload: { external_reply } });
  });
});
