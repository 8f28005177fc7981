import { afterAll, beforeEach, expect, it } from "vitest";
import { connect } from "@/db/client";
import { deliverChat } from "@/lib/messages/deliver/deliver-chat";
import { telegramDesk } from "../support/telegram-desk";
import { waitFor } from "../support/wait-for";

const desk = await telegramDesk();
const { control, sql } = desk;
// Each sender holds a connection for its lock while it uses another.
const wide = connect(desk.url, 70);

beforeEach(async () => {
  await control.clearFaults();
  await control.setLimits({ per_chat_per_second: 1, per_group_per_minute: 20, per_second: 30 });
  await sql`delete from bot_state`;
});

afterAll(async () => {
  await wide.close();
  await desk.close();
});

const sends = async (chatId?: number) =>
  control.calls({ method: "sendMessage", ...(chatId ? { chat_id: chatId } : {}) });

/** Delivers as the job does, until nothing of the chat waits. */
const drain = (conversationId: number) =>
  waitFor(
    async () => {
      const { nextAt } = await deliverChat(wide.db, conversationId, AbortSignal.timeout(20_000));
      return nextAt === null;
    },
    "the chat's messages to go out",
    20_000,
  );

it("a chat gets one message a second, in order, and Telegram has nothing to complain about", async () => {
  const { clientId, conversationId, chatId } = await desk.client(601);
  for (const text of ["раз", "два", "три"]) await desk.answer(clientId, text);
  await drain(conversationId);
  expect((await control.received(chatId)).map(({ text }) => text)).toEqual(["раз", "два", "три"]);
  const calls = await sends(chatId);
  expect(calls.map(({ status }) => status)).toEqual([200, 200, 200]);
  for (const [index, call] of calls.entries()) {
    if (index > 0) expect(call.at - (calls[index - 1]?.at ?? 0)).toBeGreaterThanOrEqual(1000);
  }
});

it("an idle bot that is asked for 45 messages at once sends at most 30 in any second", async () => {
  const chats = [];
  for (let chat = 0; chat < 45; chat++) chats.push(await desk.client(700 + chat));
  for (const { clientId } of chats) await desk.answer(clientId, "Всем сразу");
  await Promise.all(chats.map(({ conversationId }) => drain(conversationId)));
  const calls = (await sends()).filter(({ chat_id }) => (chat_id ?? 0) >= 700);
  expect(calls.map(({ status }) => status)).toEqual(Array.from({ length: 45 }, () => 200));
  const times = calls.map(({ at }) => at);
  const most = Math.max(
    ...times.map((from) => times.filter((at) => at >= from && at < from + 1000).length),
  );
  console.log(`most messages in a second: ${most}`);
  expect(most).toBeLessThanOrEqual(30);
}, 60_000);

it("while Telegram asks for a wait no other chat is written to, to the last millisecond", async () => {
  const first = await desk.client(602);
  const second = await desk.client(603);
  await control.injectFault({ method: "sendMessage", chat_id: 602, effect: "429", retry_after: 1 });
  await desk.answer(first.clientId, "Первому");
  await desk.answer(second.clientId, "Второму");
  await desk.deliver(first.conversationId);
  const { nextAt } = await desk.deliver(second.conversationId);
  expect(nextAt).not.toBeNull();
  expect(await sends(603)).toEqual([]);
  await Promise.all([drain(second.conversationId), drain(first.conversationId)]);
  const refused = (await sends(602))[0];
  for (const call of [(await sends(602))[1], (await sends(603))[0]]) {
    expect((call?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(1000);
  }
});

it("a message refused with 429 goes before the ones that were written after it", async () => {
  const { clientId, conversationId, chatId } = await desk.client(604);
  await control.injectFault({ method: "sendMessage", chat_id: 604, effect: "429", retry_after: 1 });
  for (const text of ["сначала", "потом"]) await desk.answer(clientId, text);
  await drain(conversationId);
  expect((await control.received(chatId)).map(({ text }) => text)).toEqual(["сначала", "потом"]);
});

it("a message that waits for its moment takes none of the bot's slots", async () => {
  const { clientId, conversationId } = await desk.client(605);
  const message = await desk.answer(clientId, "Позже");
  await sql`update messages set due_at = now() + interval '1 hour' where id = ${message.id}`;
  const { nextAt } = await desk.deliver(conversationId);
  expect(nextAt?.getTime()).toBeGreaterThan(Date.now() + 3_000_000);
  expect(await sql`select 1 from bot_state`).toHaveLength(0);
  await sql`delete from messages where id = ${message.id}`;
});

it("goes on when the database's clock stepped back: no moment far ahead is believed", async () => {
  const { clientId, conversationId, chatId } = await desk.client(606);
  const message = await desk.answer(clientId, "Часы отстали");
  // What was written before the step lies ten minutes ahead after it.
  await sql`insert into bot_state (bot_id, next_send_at, held_from, held_until)
    values (${Number(process.env.TELEGRAM_TOKEN?.split(":")[0])}, now() + interval '10 minutes',
      now() + interval '10 minutes', now() + interval '11 minutes')`;
  await sql`update conversations set next_send_at = now() + interval '10 minutes' where id = ${conversationId}`;
  await sql`update messages set attempts = 1, due_at = now() + interval '10 minutes' where id = ${message.id}`;
  const before = performance.now();
  await desk.deliver(conversationId);
  expect(performance.now() - before).toBeLessThan(5000);
  expect((await control.received(chatId)).map(({ text }) => text)).toEqual(["Часы отстали"]);
  const [row] =
    await sql`select next_send_at < now() + interval '5 seconds' as is_right from bot_state`;
  expect(row?.is_right).toBe(true);
});

it("waits in short steps when all slots are given, and goes on when the row is put right", async () => {
  const { clientId, conversationId, chatId } = await desk.client(607);
  await desk.answer(clientId, "Следом");
  await sql`insert into bot_state (bot_id, next_send_at)
    values (${Number(process.env.TELEGRAM_TOKEN?.split(":")[0])}, now() + interval '5.9 seconds')`;
  const delivering = desk.deliver(conversationId);
  await sql`update bot_state set next_send_at = now()`;
  await delivering;
  expect(await control.received(chatId)).toHaveLength(1);
});
