import { afterAll, beforeAll, expect, it } from "vitest";
import { handleUpdate } from "@/bot/handle-update";
import { SimulatorControl } from "@/dev/telegram/control-client";
import { startTelegramSimulator } from "@/dev/telegram/server";
import type { OperatorContext } from "@/lib/context";
import { listConversations } from "@/lib/conversations/queries";
import { consumeAttempt } from "@/lib/login/consume-attempt";
import { decideAttempt } from "@/lib/login/decide-attempt";
import { presentCode } from "@/lib/login/present-code";
import { startAttempt } from "@/lib/login/start-attempt";
import { deliverChat } from "@/lib/messages/deliver/deliver-chat";
import { editMessage } from "@/lib/messages/edit-message";
import { retryMessage } from "@/lib/messages/retry-message";
import { sendMessage } from "@/lib/messages/send-message";
import { testDatabase } from "../support/database";

const simulator = await startTelegramSimulator();
const control = new SimulatorControl(simulator.url);
const database = await testDatabase({ TELEGRAM_API_ROOT: simulator.url });
const { db, sql } = database;

let admin: OperatorContext;

beforeAll(async () => {
  await sql`insert into departments (name, is_default) values ('Поддержка', true)`;
  const [row] = await sql`insert into operators (telegram_id, name, role)
    values (9001, 'Ольга', 'admin') returning id`;
  const actor = {
    type: "operator" as const,
    via: "session" as const,
    operatorId: Number(row?.id),
    name: "Ольга",
    role: "admin" as const,
    departmentId: null,
    sessionId: 1,
    tokenId: null,
  };
  admin = { actor, db, requestId: "test", ip: null };
});

afterAll(async () => {
  await database.close();
  await simulator.close();
});

let nextId = 1000;

function textUpdate(chatId: number, text: string) {
  const id = nextId++;
  const from = { id: chatId, is_bot: false, first_name: "Анна" };
  const chat = { id: chatId, type: "private" as const, first_name: "Анна" };
  return {
    update_id: id,
    message: { message_id: id, date: Math.floor(Date.now() / 1000), chat, from, text },
  };
}

async function clientWithChat(chatId: number) {
  await control.createPerson({ id: chatId, first_name: "Анна", is_started: true });
  await handleUpdate(textUpdate(chatId, "Здравствуйте"));
  const [row] = await sql`select c.id as client_id, v.id as conversation_id from clients c
    join conversations v on v.client_id = c.id where c.telegram_id = ${chatId}`;
  return { clientId: Number(row?.client_id), conversationId: Number(row?.conversation_id) };
}

const deliver = (conversationId: number) =>
  deliverChat(db, conversationId, AbortSignal.timeout(20_000));

it("the same update delivered five times at once gives one message", async () => {
  const update = textUpdate(501, "Где мой заказ?");
  await Promise.all(Array.from({ length: 5 }, () => handleUpdate(structuredClone(update))));
  const rows = await sql`select content from messages where chat_id = 501`;
  expect(rows.map((row) => row.content)).toEqual(["Где мой заказ?"]);
  const [conversation] =
    await sql`select incoming_count, work_state from conversations where chat_id = 501`;
  expect(conversation).toMatchObject({ incoming_count: 1, work_state: "needs_reply" });
});

it("a poison message is kept with its reason and the next one goes on", async () => {
  await sql`create function poison() returns trigger language plpgsql as
    $$ begin if new.content = 'poison' then raise exception 'cannot apply'; end if; return new; end $$`;
  await sql`create trigger poison before insert on messages for each row execute function poison()`;
  const bad = textUpdate(502, "poison");
  await handleUpdate(bad);
  await handleUpdate(textUpdate(502, "после"));
  const [raw] =
    await sql`select status, reason from raw_updates where update_id = ${bad.update_id}`;
  expect(raw).toMatchObject({ status: "failed", reason: "cannot apply" });
  const rows = await sql`select content from messages where chat_id = 502`;
  expect(rows.map((row) => row.content)).toEqual(["после"]);
});

it("a reply reaches Telegram once and is marked sent; a double click is one message", async () => {
  const { clientId, conversationId } = await clientWithChat(503);
  const input = { client_id: clientId, content: "Уже в пути", client_key: "double-click-1" };
  const [first, second] = await Promise.all([sendMessage(admin, input), sendMessage(admin, input)]);
  expect(second.id).toBe(first.id);
  await deliver(conversationId);
  expect(await control.received(503, "Уже в пути")).toHaveLength(1);
  const [row] =
    await sql`select delivery_status, telegram_message_id from messages where id = ${first.id}`;
  expect(row?.delivery_status).toBe("sent");
  expect(Number(row?.telegram_message_id)).toBeGreaterThan(0);
});

it("typed marks reach the client's phone as styles, and an edit can change them", async () => {
  const { clientId, conversationId } = await clientWithChat(516);
  const content = "**Важно:** заказ `A-1` [здесь](https://example.com/1)";
  const sent = await sendMessage(admin, { client_id: clientId, content, format: "markdown" });
  await deliver(conversationId);
  const [arrived] = await control.received(516, "Важно: заказ A-1 здесь");
  expect(arrived?.message.entities).toEqual([
    { type: "bold", offset: 0, length: 6 },
    { type: "code", offset: 13, length: 3 },
    { type: "text_link", offset: 17, length: 5, url: "https://example.com/1" },
  ]);
  await editMessage(admin, sent.id, { content: "__Важно:__ заказ", format: "markdown" });
  const [edited] = await control.received(516, "Важно: заказ");
  expect(edited?.message.entities).toEqual([{ type: "italic", offset: 0, length: 6 }]);
});

it("a plain text keeps its stars and underscores", async () => {
  const { clientId } = await clientWithChat(517);
  const sent = await sendMessage(admin, { client_id: clientId, content: "**2** __x__" });
  expect(sent).toMatchObject({ content: "**2** __x__", entities: null });
});

it("what may have arrived is unknown and never sent again by itself", async () => {
  const { clientId, conversationId } = await clientWithChat(504);
  const message = await sendMessage(admin, { client_id: clientId, content: "Один раз" });
  await control.injectFault({
    method: "sendMessage",
    chat_id: 504,
    effect: "reset",
    processed: true,
  });
  await deliver(conversationId);
  await deliver(conversationId);
  const [row] = await sql`select delivery_status from messages where id = ${message.id}`;
  expect(row?.delivery_status).toBe("unknown");
  expect(await control.received(504, "Один раз")).toHaveLength(1);
});

it("a row left behind by a killed sender becomes unknown, not sent twice", async () => {
  const { clientId, conversationId } = await clientWithChat(505);
  const message = await sendMessage(admin, { client_id: clientId, content: "Прервано" });
  await sql`update messages set delivery_status = 'sending' where id = ${message.id}`;
  await deliver(conversationId);
  const [row] = await sql`select delivery_status from messages where id = ${message.id}`;
  expect(row?.delivery_status).toBe("unknown");
  expect(await control.received(505, "Прервано")).toHaveLength(0);
});

it("a blocked bot fails the message and marks the client", async () => {
  const { clientId, conversationId } = await clientWithChat(506);
  await control.block(506);
  const message = await sendMessage(admin, { client_id: clientId, content: "Вы тут?" });
  await deliver(conversationId);
  const [row] = await sql`select m.delivery_status, c.blocked_at from messages m
    join clients c on c.id = m.client_id where m.id = ${message.id}`;
  expect(row?.delivery_status).toBe("failed");
  expect(row?.blocked_at).not.toBeNull();
});

it("an answer that did not arrive stands in the view of undelivered ones until it is retried", async () => {
  const { clientId, conversationId } = await clientWithChat(518);
  const sent = await sendMessage(admin, { client_id: clientId, content: "Слышно?" });
  const inView = async () =>
    (await listConversations(admin, { view: "undelivered", limit: 50 })).results.map(
      ({ client }) => client.id,
    );
  expect(await inView()).not.toContain(clientId);
  await sql`update messages set delivery_status = 'failed' where id = ${sent.id}`;
  expect(await inView()).toContain(clientId);
  await retryMessage(admin, sent.id);
  await deliver(conversationId);
  expect(await inView()).not.toContain(clientId);
});

it("an approved sign-in is spent once, however many try at once", async () => {
  const attempt = await startAttempt(db, { browser: "Firefox 140", system: "Linux", ip: null });
  expect(await consumeAttempt(db, attempt.secret)).toBeNull();
  const shown = await db.transaction((tx) => presentCode(tx, 9001, attempt.code));
  if (shown.outcome !== "ask") throw new Error(shown.outcome);
  const decision = await db.transaction((tx) =>
    decideAttempt(tx, 9001, shown.attemptId, attempt.matchNumber),
  );
  expect(decision).toBe("approved");
  const tries = await Promise.all(
    Array.from({ length: 5 }, () => consumeAttempt(db, attempt.secret)),
  );
  expect(tries.filter((one) => one !== null)).toHaveLength(1);
});

it("a wrong number declines; five wrong codes lock sign-in", async () => {
  const attempt = await startAttempt(db, { browser: "", system: "", ip: null });
  const shown = await db.transaction((tx) => presentCode(tx, 9001, attempt.code));
  if (shown.outcome !== "ask") throw new Error(shown.outcome);
  const wrong = attempt.matchNumber === 10 ? 11 : 10;
  expect(await db.transaction((tx) => decideAttempt(tx, 9001, shown.attemptId, wrong))).toBe(
    "declined",
  );
  for (let round = 0; round < 5; round++) {
    await db.transaction((tx) => presentCode(tx, 9001, "ACDEFHJK"));
  }
  const later = await startAttempt(db, { browser: "", system: "", ip: null });
  const refused = await db.transaction((tx) => presentCode(tx, 9001, later.code));
  expect(refused.outcome).toBe("too_many");
});
