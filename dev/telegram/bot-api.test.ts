import { Bot, GrammyError, HttpError, InputFile, InputMediaBuilder } from "grammy";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SimulatorControl } from "./control-client";
import type { Person } from "./control-types";
import { startTelegramSimulator, type TelegramSimulator } from "./server";
import { FileBytes } from "./store/file-bytes";

const samples = new FileBytes();
const photo = (name: string) => new InputFile(samples.read("sample:photo-1.jpg"), name);
let sim: TelegramSimulator;
let control: SimulatorControl;
let bot: Bot;
let anna: Person;

beforeAll(async () => {
  sim = await startTelegramSimulator({ strict: true });
  control = new SimulatorControl(sim.url);
  bot = new Bot(sim.token, { client: { apiRoot: sim.url } });
}, 30_000);
afterAll(() => sim.close());
beforeEach(async () => {
  await control.reset();
  anna = await control.createPerson({ first_name: "Анна", username: "anna", is_started: true });
});

async function refusal(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(GrammyError);
  return `${(error as GrammyError).error_code} ${(error as GrammyError).description}`;
}

describe("sending", () => {
  it("keeps HTML formatting as entities counted in UTF-16 units", async () => {
    const sent = await bot.api.sendMessage(
      anna.id,
      '👍 <b>жирный <i>оба</i></b> &lt; <a href="https://example.com/">ссылка</a> /help',
      { parse_mode: "HTML" },
    );
    expect(sent.text).toBe("👍 жирный оба < ссылка /help");
    expect(sent.entities).toEqual([
      { type: "bold", offset: 3, length: 10 },
      { type: "italic", offset: 10, length: 3 },
      { type: "text_link", url: "https://example.com/", offset: 16, length: 6 },
      { type: "bot_command", offset: 23, length: 5 },
    ]);
  });

  it("takes a Cyrillic name raw up to a semicolon, and whole when it is quoted and escaped", async () => {
    for (const [name, kept] of [
      ['Счёт за "июнь" №1.jpg', 'Счёт за "июнь" №1.jpg'],
      ['Счёт; за "июнь" №1.jpg', "Счёт"],
      ['"Счёт%3B за %22июнь%22 №1.jpg"', 'Счёт; за "июнь" №1.jpg'],
    ] as const) {
      const sent = await bot.api.sendDocument(anna.id, photo(name), { caption: "счёт" });
      expect(sent.document).toMatchObject({ file_name: kept, mime_type: "image/jpeg" });
    }
    const sent = await bot.api.sendPhoto(anna.id, photo("Отпуск.jpg"));
    expect(sent.photo).toMatchObject([{ width: 1280, height: 853 }]);
  });

  it("sends an album as messages with one media_group_id", async () => {
    const sent = await bot.api.sendMediaGroup(anna.id, [
      InputMediaBuilder.photo(photo("a.jpg"), { caption: "первая" }),
      InputMediaBuilder.photo(photo("b.jpg")),
    ]);
    expect(sent).toHaveLength(2);
    const messages = await control.received(anna.id);
    expect(messages).toMatchObject([{ text: "первая" }, { text: "" }]);
    expect(messages[0]?.media_group_id).toMatch(/^\d+$/);
    expect(messages[1]?.media_group_id).toBe(messages[0]?.media_group_id);
    expect(
      await refusal(bot.api.sendMediaGroup(anna.id, [InputMediaBuilder.photo(photo("a.jpg"))])),
    ).toMatch(/^400 Bad Request: too few/);
  });

  it("makes a voice note only of what Telegram can play", async () => {
    const voice = await bot.api.sendVoice(
      anna.id,
      new InputFile(samples.read("sample:voice.ogg"), "voice.ogg"),
    );
    expect(voice.voice).toMatchObject({ duration: 6, mime_type: "audio/ogg" });
    const webm = await bot.api.sendVoice(
      anna.id,
      new InputFile(samples.read("sample:sticker.webm"), "voice.webm"),
    );
    expect(webm).not.toHaveProperty("voice");
    expect(webm).toHaveProperty("document.mime_type", "video/webm");
  });

  it("refuses in Telegram's words", async () => {
    const stranger = await control.createPerson({ first_name: "Пётр" });
    const { api } = bot;
    const say = (text: string, other = {}) => refusal(api.sendMessage(anna.id, text, other));
    expect(await say("а".repeat(4_097))).toBe("400 Bad Request: message is too long");
    expect(await say("  ")).toBe("400 Bad Request: message text is empty");
    expect(await say("<b>x", { parse_mode: "HTML" })).toBe(
      `400 Bad Request: can't parse entities: Can't find end tag corresponding to start tag "b"`,
    );
    expect(await say("x", { reply_parameters: { message_id: 999_999 } })).toBe(
      "400 Bad Request: message to be replied not found",
    );
    expect(await say("x", { entities: [{ type: "bold", offset: 0, length: 5 }] })).toMatch(
      /^400 Bad Request: entity beginning at UTF-16 offset 0 ends after the end/,
    );
    expect(await refusal(api.sendMessage(stranger.id, "x"))).toBe(
      "400 Bad Request: chat not found",
    );
    await control.block(anna.id);
    expect(await say("x")).toBe("403 Forbidden: bot was blocked by the user");
    expect(await refusal(new Bot("1:bad", { client: { apiRoot: sim.url } }).api.getMe())).toBe(
      "401 Unauthorized",
    );
    const missing = await fetch(`${sim.url}/bot${sim.token}/noSuchMethod`);
    expect([missing.status, (await missing.json()).description]).toEqual([
      404,
      "Not Found: method not found",
    ]);
  });

  it("names the new chat when a group became a supergroup", async () => {
    const group = await control.createGroup({
      title: "Команда",
      member_ids: [anna.id],
      type: "group",
    });
    const next = await control.migrateGroup(group.id);
    const error = await bot.api.sendMessage(group.id, "x").catch((reason: GrammyError) => reason);
    expect(error).toMatchObject({ error_code: 400, parameters: { migrate_to_chat_id: next.id } });
    expect((await bot.api.sendMessage(next.id, "x")).chat.id).toBe(next.id);
  });
});

describe("files", () => {
  it("gives back the bytes that a client sent", async () => {
    const data = Buffer.from("содержимое");
    const [message] = (await control.sendDocument(anna.id, { data, file_name: "Договор.txt" }))
      .messages;
    const { document } = message?.message ?? {};
    expect(document).toMatchObject({ file_name: "Договор.txt", mime_type: "text/plain" });
    const file = await bot.api.getFile(document?.file_id ?? "");
    const response = await fetch(`${sim.url}/file/bot${sim.token}/${file.file_path}`);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(data);
    expect((await fetch(`${sim.url}/file/bot1:x/${file.file_path}`)).status).toBe(404);
  });

  it("does not hand out files above 20 MB", async () => {
    const { messages } = await control.sendDocument(anna.id, { pretend_size: 21 * 1024 * 1024 });
    expect(await refusal(bot.api.getFile(messages[0]?.message.document?.file_id ?? ""))).toBe(
      "400 Bad Request: file is too big",
    );
  });
});

describe("changes", () => {
  it("edits, refuses an edit that changes nothing, and deletes", async () => {
    const { message_id } = await bot.api.sendMessage(anna.id, "раз");
    await bot.api.editMessageText(anna.id, message_id, "два");
    expect(await refusal(bot.api.editMessageText(anna.id, message_id, "два"))).toMatch(
      /^400 Bad Request: message is not modified/,
    );
    const [edited] = await control.received(anna.id, "два");
    expect(edited).toMatchObject({ earlier_texts: ["раз"] });
    expect(edited?.message.edit_date).toBeGreaterThan(0);
    await bot.api.deleteMessage(anna.id, message_id);
    expect((await control.chat(anna.id))[0]?.is_deleted).toBe(true);
    expect(await refusal(bot.api.deleteMessage(anna.id, message_id))).toBe(
      "400 Bad Request: message to delete not found",
    );
  });

  it("carries a pressed button to the bot and the answer back", async () => {
    const { message_id } = await bot.api.sendMessage(anna.id, "Войти?", {
      reply_markup: { inline_keyboard: [[{ text: "Да", callback_data: "yes:1" }]] },
    });
    const { callback_query_id = "" } = await control.pressButton(anna.id, message_id, "Да");
    const [update] = await bot.api.getUpdates();
    expect(update?.callback_query).toMatchObject({
      id: callback_query_id,
      data: "yes:1",
      from: { id: anna.id },
      message: { message_id, text: "Войти?" },
    });
    await bot.api.answerCallbackQuery(callback_query_id, { text: "Готово" });
    expect(await control.callbackAnswer(callback_query_id)).toMatchObject({
      is_answered: true,
      text: "Готово",
    });
    expect(await refusal(bot.api.answerCallbackQuery("1"))).toMatch(/query is too old/);
  });

  it("keeps reactions of both sides", async () => {
    const { message_id } = await bot.api.sendMessage(anna.id, "спасибо");
    await bot.api.setMessageReaction(anna.id, message_id, [{ type: "emoji", emoji: "👍" }]);
    await control.react(anna.id, message_id, ["❤"]);
    const [message] = await control.received(anna.id);
    expect(Object.values(message?.reactions ?? {}).flat()).toHaveLength(2);
  });
});

it("tells grammY's network error from an answer when the connection is cut", async () => {
  await control.injectFault({ method: "sendMessage", effect: "reset", processed: true });
  await expect(bot.api.sendMessage(anna.id, "дошло")).rejects.toBeInstanceOf(HttpError);
  expect(await control.received(anna.id, "дошло")).toHaveLength(1);
  expect(await control.calls({ method: "sendMessage" })).toMatchObject([
    { accepted: true, responded: false },
  ]);
});
