import type { Update } from "grammy/types";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handleUpdate } from "@/bot/handle-update";
import { SimulatorControl } from "@/dev/telegram/control-client";
import { startTelegramSimulator } from "@/dev/telegram/server";
import { testDatabase } from "../support/database";
import { updatesFrom } from "../support/telegram/telegram-updates";

const simulator = await startTelegramSimulator();
const control = new SimulatorControl(simulator.url);
const database = await testDatabase({ TELEGRAM_API_ROOT: simulator.url });
const { sql } = database;

beforeAll(async () => {
  await sql`insert into departments (name, is_default) values ('Поддержка', true)`;
});
afterAll(async () => {
  await database.close();
  await simulator.close();
});

/** Delivers an update and does its slow work; returns what is kept of it. */
async function deliver(update: { update_id: number }) {
  const finish = await handleUpdate(structuredClone(update) as unknown as Update);
  await finish();
  const [row] = await sql`select status, reason from raw_updates
    where update_id = ${update.update_id}`;
  return { status: row?.status, reason: row?.reason };
}

it("the first updates do not wait for getMe", async () => {
  await control.injectFault({ method: "getMe", effect: "hang" });
  const started = Date.now();
  expect(await deliver(updatesFrom(800).text("Первое"))).toMatchObject({ status: "applied" });
  expect(Date.now() - started).toBeLessThan(5000);
  expect(await control.calls({ method: "getMe" })).toEqual([]);
  await control.clearFaults();
});

describe("a press on a button that the desk has not made", () => {
  const own = updatesFrom(830);
  const markup = { inline_keyboard: [[{ text: "Статус", callback_data: "order:1" }]] };
  const menu = { message_id: 5, date: 1, chat: own.chat, text: "Меню", reply_markup: markup };
  const group = { id: -100_5, type: "supergroup", title: "Группа" };

  it.each([
    ["of a client", { message: menu, data: "order:1" }, "applied"],
    ["under a message that Telegram shows no more", { message: { ...menu, date: 0 } }, "applied"],
    ["of a game", { message: menu, game_short_name: "tetris" }, "applied"],
    ["with data that nobody sends", { message: menu, data: "\0\u202e".repeat(40) }, "applied"],
    ["in a group", { message: { ...menu, chat: group }, data: "order:1" }, "ignored"],
    ["under a message sent by way of the bot", { inline_message_id: "x", data: "y" }, "ignored"],
    ["of a stranger", { from: { ...own.person, id: 831 }, data: "order:1" }, "ignored"],
  ])("%s is answered in handling the update, each time it comes", async (_, part, status) => {
    await deliver(own.text("Здравствуйте"));
    const id = `press-${Math.random()}`;
    const query = { id, from: own.person, chat_instance: "1", ...part };
    const update = own.other("callback_query", query);
    // The simulator knows no such button, as Telegram may not: the call itself is what counts.
    expect((await deliver(update)).status).toBe(status);
    await deliver(update);
    const calls = await control.calls({ method: "answerCallbackQuery" });
    const answers = calls.filter(({ params }) => params.callback_query_id === id);
    expect(answers).toHaveLength(2);
  });
});

it("a late /auth is answered once, however often it is delivered", async () => {
  await control.createPerson({ id: 802, first_name: "Анна", is_started: true });
  const update = updatesFrom(802).command("/auth ACDEFHJK", { date: 1_790_000_000 });
  await Promise.all([deliver(update), deliver(update), deliver(update)]);
  expect(await deliver(update)).toEqual({ status: "ignored", reason: "sign_in_not_fresh_or_own" });
  expect(await control.received(802)).toHaveLength(1);
});

it.each([
  ["a group", { chat: { id: -5, type: "group", title: "Группа" } }],
  ["a supergroup", { chat: { id: -1005, type: "supergroup", title: "Группа" } }],
  ["a channel", { chat: { id: -1006, type: "channel", title: "Канал" }, from: undefined }],
])("a message and a command in %s are ignored and make no client", async (_, more) => {
  const { message, command } = updatesFrom(810);
  const reason = "not_private_chat";
  expect(await deliver(message({ text: "Всем привет", ...more }))).toEqual({
    status: "ignored",
    reason,
  });
  expect(await deliver(command("/start", more))).toEqual({ status: "ignored", reason });
  expect((await deliver(command("/auth ACDEFHJK", more))).status).toBe("ignored");
  expect(await sql`select 1 from clients where telegram_id = 810`).toHaveLength(0);
});

it.each([
  ["channel_post", { type: "channel" }],
  ["edited_channel_post", { type: "channel" }],
  ["business_message", { type: "private" }],
  ["edited_business_message", { type: "private" }],
  ["guest_message", { type: "private" }],
  ["chat_member", { type: "group" }],
  ["poll_of_tomorrow", { type: "private" }],
])("%s is kept with a reason and makes no client, also with /auth in it", async (kind, more) => {
  const { other, person } = updatesFrom(811);
  const chat = { id: 811, ...more };
  const entities = [{ type: "bot_command", offset: 0, length: 5 }];
  const body = { message_id: 7, date: 1, chat, text: "/auth ACDEFHJK", entities };
  for (const from of [person, undefined]) {
    const kept = await deliver(other(kind, { ...body, from }));
    expect(kept.status).toBe("ignored");
    expect(kept.reason).toBeTruthy();
  }
  expect(await sql`select 1 from clients where telegram_id = 811`).toHaveLength(0);
  expect(await sql`select 1 from sign_in_attempts where approved_at is not null`).toHaveLength(0);
});

it("update ids that start anew lower are no duplicates", async () => {
  const { text } = updatesFrom(812);
  await deliver({ ...text("До недели тишины"), update_id: 2_000_000_000 });
  expect(await deliver({ ...text("После"), update_id: 17 })).toMatchObject({ status: "applied" });
  const rows = await sql`select content from messages where chat_id = 812 order by position, id`;
  expect(rows.map((row) => row.content)).toEqual(["До недели тишины", "После"]);
});

it("albums stay whole in any order of delivery", async () => {
  const { message } = updatesFrom(813);
  const items = Array.from({ length: 10 }, (_, n) =>
    message({
      media_group_id: "album-1",
      photo: [{ file_id: `f${n}`, file_unique_id: `u${n}`, width: 90, height: 60 }],
      ...(n === 0 ? { caption: "Десять фото" } : {}),
    }),
  );
  const mixed = [...items.slice(5).reverse(), ...items.slice(0, 5)];
  await Promise.all(mixed.flatMap((item) => [deliver(item), deliver(item)]));
  const rows =
    await sql`select m.telegram_message_id as id, m.media_group_id as album, count(a.id)::int as files
    from messages m join attachments a on a.message_id = m.id where m.chat_id = 813
    group by m.id order by m.position, m.id`;
  expect(rows.map((row) => Number(row.id))).toEqual(items.map((one) => one.message.message_id));
  expect(rows.every((row) => row.album === "album-1" && row.files === 1)).toBe(true);
});

it("a reaction replaces the earlier one and can be taken back", async () => {
  const { text, reaction } = updatesFrom(814);
  const update = text("Спасибо");
  await deliver(update);
  const emoji = async () => {
    const [row] = await sql`select r.emoji from message_reactions r
      join messages m on m.id = r.message_id where m.chat_id = 814`;
    return row?.emoji;
  };
  await deliver(reaction(update.message.message_id, ["👍"]));
  expect(await emoji()).toEqual(["👍"]);
  await deliver(reaction(update.message.message_id, ["🔥"]));
  expect(await emoji()).toEqual(["🔥"]);
  await deliver(reaction(update.message.message_id, []));
  expect(await emoji()).toEqual([]);
  expect(await deliver(reaction(999_999, ["👍"]))).toEqual({
    status: "ignored",
    reason: "reaction_to_unknown_message",
  });
});

it("a chat that was opened by hand gets its id with the first message", async () => {
  // What a merge leaves of a client by hand and one with an account who never wrote.
  await sql`with made as (insert into clients (telegram_id, first_name) values (815, 'Анна') returning id)
    insert into conversations (client_id) select id from made`;
  await deliver(updatesFrom(815).text("Здравствуйте"));
  const [row] = await sql`select v.chat_id from conversations v
    join clients c on c.id = v.client_id where c.telegram_id = 815`;
  expect(Number(row?.chat_id)).toBe(815);
});
