import { Api, InputFile } from "grammy";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SimulatorControl } from "./control-client";
import type { MediaKind } from "./control-types";
import { checkObject, checkParams, strictApi } from "./schema/check";
import { startTelegramSimulator, type TelegramSimulator } from "./server";
import { FileBytes } from "./store/file-bytes";

const kinds: MediaKind[] = [
  "photo",
  "document",
  "voice",
  "audio",
  "video",
  "video_note",
  "sticker",
  "animation",
];
const samples = new FileBytes();
const sample = (name: string) => new InputFile(samples.read(`sample:${name}`), name);
let sim: TelegramSimulator;
let control: SimulatorControl;
let api: Api;

beforeAll(async () => {
  sim = await startTelegramSimulator({ strict: true });
  control = new SimulatorControl(sim.url);
  api = new Api(sim.token, { apiRoot: sim.url });
  api.config.use(strictApi);
}, 30_000);
afterAll(() => sim.close());

it("emits every kind as Telegram documents it", async () => {
  await api.setWebhook("http://127.0.0.1:9/hook", {
    allowed_updates: [
      "message",
      "edited_message",
      "callback_query",
      "my_chat_member",
      "message_reaction",
    ],
  });
  const { id } = await control.createPerson({ first_name: "Анна", photo: "avatar-2" });
  const friend = await control.createPerson({ first_name: "Борис", last_name: "Б." });
  const { messages } = await control.start(id, "promo_7");
  const first = messages[0]?.message_id ?? 0;
  for (const kind of kinds) await control.sendMedia(id, kind, { caption: "подпись #тег" });
  await control.sendMedia(id, "sticker", { sample: "sticker.tgs" });
  await control.sendMedia(id, "sticker", { sample: "sticker.webm" });
  await control.sendAlbum(id, [{ kind: "photo" }, { kind: "video", caption: "вдвоём" }]);
  await control.acts([
    { act: "location", person_id: id, latitude: 59.9, longitude: 30.3 },
    { act: "venue", person_id: id, latitude: 1, longitude: 2, title: "Кафе", address: "ул. 1" },
    { act: "contact", person_id: id, phone_number: "+79990001122", first_name: "А", user_id: id },
    { act: "poll", person_id: id, question: "Когда?", options: ["Сегодня", "Завтра"] },
    { act: "dice", person_id: id },
    { act: "text", person_id: id, text: "ответ", reply_to_message_id: first, quote: "promo" },
    { act: "text", person_id: id, text: "1", forward: { from: "user", user_id: friend.id } },
    { act: "text", person_id: id, text: "2", forward: { from: "hidden_user", name: "Тень" } },
    { act: "text", person_id: id, text: "3", forward: { from: "channel", title: "Новости" } },
    { act: "text", person_id: id, text: "4", forward: { from: "chat", title: "Группа" } },
    { act: "edit", person_id: id, message_id: first, text: "изменено" },
    { act: "react", person_id: id, message_id: first, emoji: ["🔥"] },
    { act: "block", person_id: id },
    { act: "unblock", person_id: id },
  ]);
  const group = await control.createGroup({ title: "Команда", member_ids: [id], type: "group" });
  await control.sendText(id, "всем", { chat_id: group.id });
  await control.acts([
    { act: "join_group", person_id: friend.id, chat_id: group.id },
    { act: "leave_group", person_id: friend.id, chat_id: group.id },
    { act: "remove_bot", person_id: id, chat_id: group.id },
    { act: "add_bot", person_id: id, chat_id: group.id },
  ]);
  await control.migrateGroup(group.id);
  expect((await api.getWebhookInfo()).pending_update_count).toBe(34);
  expect(await control.violations()).toEqual([]);
});

it("answers every method as Telegram documents it", async () => {
  const { id } = await control.createPerson({ first_name: "Вера", photo: "avatar-3" });
  await control.start(id);
  const text = await api.sendMessage(id, "<b>привет</b>", {
    parse_mode: "HTML",
    link_preview_options: { is_disabled: true },
    reply_markup: {
      inline_keyboard: [
        [
          { text: "Да", callback_data: "y" },
          { text: "Сайт", url: "https://example.com/" },
        ],
      ],
    },
  });
  const { callback_query_id = "" } = await control.pressButton(id, text.message_id, "y");
  await api.answerCallbackQuery(callback_query_id, { text: "ок", show_alert: true });
  const photo = await api.sendPhoto(id, sample("photo-2.jpg"), { caption: "фото" });
  await api.sendPhoto(id, photo.photo.at(-1)?.file_id ?? "");
  await api.sendDocument(id, sample("document.pdf"));
  await api.sendVoice(id, sample("voice.ogg"), { duration: 6 });
  await api.sendAudio(id, sample("audio.mp3"), { title: "Утро", performer: "Мы" });
  await api.sendVideo(id, sample("video.mp4"), { width: 640, height: 360 });
  await api.sendVideoNote(id, sample("video-note.mp4"), { length: 384 });
  await api.sendAnimation(id, sample("animation.mp4"));
  await api.sendSticker(id, sample("sticker.webp"));
  await api.sendLocation(id, 59.9, 30.3);
  await api.sendVenue(id, 59.9, 30.3, "Кафе", "ул. 1");
  await api.sendContact(id, "+79990001122", "Офис");
  await api.sendDice(id, "🎲");
  await api.sendMediaGroup(id, [
    { type: "photo", media: sample("photo-1.jpg") },
    { type: "photo", media: sample("photo-2.jpg") },
  ]);
  await api.sendChatAction(id, "typing");
  await api.editMessageText(id, text.message_id, "пока");
  await api.editMessageCaption(id, photo.message_id, { caption: "другая" });
  await api.editMessageReplyMarkup(id, text.message_id, {
    reply_markup: { inline_keyboard: [[{ text: "Ещё", callback_data: "more" }]] },
  });
  await api.copyMessage(id, id, photo.message_id);
  await api.forwardMessage(id, id, photo.message_id);
  await api.setMessageReaction(id, text.message_id, [{ type: "emoji", emoji: "👍" }]);
  await api.deleteMessage(id, text.message_id);
  await api.setMyCommands([{ command: "help", description: "Помощь" }], { language_code: "ru" });
  expect(await api.getMyCommands({ language_code: "ru" })).toHaveLength(1);
  await api.setChatMenuButton({ menu_button: { type: "commands" } });
  await api.setMyDescription("Описание");
  await api.getMyDescription();
  await api.getFile(photo.photo.at(-1)?.file_id ?? "");
  await api.getChat(id);
  await api.getChatMember(id, id);
  expect((await api.getUserProfilePhotos(id)).total_count).toBe(1);
  await api.deleteWebhook();
  expect((await api.getUpdates({ timeout: 0 })).length).toBeGreaterThan(35);
  expect(await control.violations()).toEqual([]);
});

it("notices what Telegram's documentation does not know", async () => {
  expect(checkParams("sendMessage", { chat_id: 1, text: "x", txt: "x" })).toMatch(/txt/);
  expect(checkParams("sendMessage", { chat_id: 1 })).toMatch(/text/);
  expect(checkObject("Update", { update_id: 1, telepathy: {} })).toMatch(/telepathy/);
  await expect(api.sendMessage(1, "x".repeat(4_097))).rejects.toThrow(/more than 4096/);
  await fetch(`${sim.url}/bot${sim.token}/sendMessage?chat_id=1&txt=x`);
  expect(await control.violations()).toMatchObject([{ where: "request", what: "sendMessage" }]);
});
