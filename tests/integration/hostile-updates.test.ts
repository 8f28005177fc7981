import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { POST } from "@/app/api/telegram/webhook/route";
import { testDatabase } from "../support/database";
import { updatesFrom } from "../support/telegram/telegram-updates";

// Outside a server there is no request that `after` could wait for.
vi.mock("next/server", async (load) => ({
  ...(await load<typeof import("next/server")>()),
  after: () => undefined,
}));

const database = await testDatabase();
const { sql } = database;
const { message, text, other, chat, person } = updatesFrom(801);

beforeAll(async () => {
  await sql`insert into departments (name, is_default) values ('Поддержка', true)`;
});
afterAll(database.close);

const post = (body: string) =>
  POST(
    new Request("http://127.0.0.1/api/telegram/webhook/", {
      method: "POST",
      headers: { "x-telegram-bot-api-secret-token": "test-webhook-secret" },
      body,
    }),
  );

/** Delivers as Telegram does; returns the status and what is kept of the update. */
async function deliver(update: { update_id: number }, body = JSON.stringify(update)) {
  const answer = await post(body);
  const [row] = await sql`select status, reason, payload from raw_updates
    where update_id = ${update.update_id}`;
  return { http: answer.status, status: row?.status, reason: row?.reason, payload: row?.payload };
}

/** The update's JSON with `place` replaced by something nested that deep. */
function withDepth(update: { update_id: number }, levels: number) {
  const deep = `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
  return JSON.stringify(update).replace('"DEEP"', deep);
}

it.each([3_000, 50_000])("a message with a field %i levels deep is a message", async (levels) => {
  const update = message({ text: "Глубоко", new_field: "DEEP" });
  expect(await deliver(update, withDepth(update, levels))).toMatchObject({
    http: 200,
    status: "applied",
  });
  const [row] = await sql`select content from messages
    where telegram_message_id = ${update.message.message_id}`;
  expect(row?.content).toBe("Глубоко");
});

it("an unknown kind of message 50,000 levels deep is shown as one", async () => {
  const update = message({ new_kind: "DEEP" });
  expect(await deliver(update, withDepth(update, 50_000))).toMatchObject({ status: "applied" });
});

it("an update of an unknown kind 50,000 levels deep is kept as ignored", async () => {
  const update = other("new_kind", "DEEP");
  expect(await deliver(update, withDepth(update, 50_000))).toMatchObject({
    http: 200,
    status: "ignored",
    reason: "unhandled_kind",
  });
});

it("an update with U+0000 and lone surrogates in texts and keys is applied", async () => {
  const update = message({
    text: "a\u0000b\ud800",
    "key\u0000": 1,
    "\udc00": { "\u0000": "\u0000" },
  });
  expect(await deliver(update)).toMatchObject({ http: 200, status: "applied" });
  const unknown = other("new\u0000kind", { "\ud800": "\u0000" });
  expect(await deliver(unknown)).toMatchObject({ http: 200, status: "ignored" });
});

it.each([
  ["a date that is none", { date: "never" }],
  ["a date beyond the calendar", { date: 1e300 }],
  ["a message id with a fraction", { message_id: 1.5 }],
  ["a message id that is too big", { message_id: 1e30 }],
  ["no message id", { message_id: undefined }],
  ["a sender's id that is a word", { from: { ...person, id: "x" } }],
  ["no sender and no chat id", { from: undefined, chat: { type: "private" } }],
  [
    "a language that is a number",
    {
      text: "/start",
      entities: [{ type: "bot_command", offset: 0, length: 6 }],
      from: { ...person, language_code: 5 },
    },
  ],
  ["photos that are no list", { photo: { file_id: "x" } }],
  ["a file of a size that is a word", { document: { file_id: "x", file_size: "big" } }],
])("a message with %s is kept as failed, answered 200", async (_, content) => {
  const update = message({ text: "Плохо", ...content });
  const kept = await deliver(update);
  expect(kept).toMatchObject({ http: 200, status: "failed" });
  expect(kept.reason).not.toBe("");
  expect(kept.payload).toMatchObject({ update_id: update.update_id });
});

it("styles that are no list are left out", async () => {
  const update = message({ text: "Без стилей", entities: 5 });
  expect(await deliver(update)).toMatchObject({ status: "applied" });
  const [row] = await sql`select entities from messages
    where telegram_message_id = ${update.message.message_id}`;
  expect(row?.entities).toBeNull();
});

it("a message without a sender is the chat's", async () => {
  expect(await deliver(message({ text: "Кто я?", from: undefined }))).toMatchObject({
    http: 200,
    status: "applied",
  });
});

it.each([
  ["message_reaction", { chat, message_id: 1, new_reaction: 5 }],
  ["my_chat_member", { chat, date: 1, new_chat_member: null }],
  ["my_chat_member", { chat, date: 1e300, new_chat_member: { status: "kicked" } }],
  ["edited_message", { chat, message_id: 1e30, date: 1, text: "x" }],
  ["callback_query", { id: "1", data: "in:1:10" }],
  ["callback_query", { id: "1", from: {}, data: "out:1" }],
  ["message", null],
  ["message", "words"],
])("a broken %s never answers 503", async (kind, body) => {
  const kept = await deliver(other(kind, body));
  expect(kept.http).toBe(200);
  expect(["failed", "ignored"]).toContain(kept.status);
  expect(kept.reason).toBeTruthy();
});

it("what jsonb refuses is kept as text", async () => {
  await sql`create function refuse() returns trigger language plpgsql as $$ begin
    if new.payload ? 'message' and new.payload #>> '{message,text}' = 'отказ' then
      raise invalid_text_representation; end if;
    return new; end $$`;
  await sql`create trigger refuse before insert on raw_updates for each row execute function refuse()`;
  const update = text("отказ");
  const kept = await deliver(update);
  expect(kept).toMatchObject({ http: 200, status: "failed" });
  expect(JSON.parse(kept.payload.unparsed)).toMatchObject(update);
});

it("a message that Postgres refuses for the moment is not kept: it comes again", async () => {
  await sql`create function busy() returns trigger language plpgsql as
    $$ begin if new.content = 'занято' then raise lock_not_available; end if; return new; end $$`;
  await sql`create trigger busy before insert on messages for each row execute function busy()`;
  const update = text("занято");
  expect(await deliver(update)).toMatchObject({ http: 503, status: undefined });
  await sql`drop trigger busy on messages`;
  expect(await deliver(update)).toMatchObject({ http: 200, status: "applied" });
});

it("a silent Postgres is answered 503 after 15 s, and what it stores late is stored once", async () => {
  const update = text("молчание");
  let release: () => void = () => undefined;
  const isReleased = new Promise<void>((resolve) => {
    release = resolve;
  });
  const held = new Promise<void>((resolve) => {
    void sql.begin(async (tx) => {
      await tx`lock table raw_updates in access exclusive mode`;
      resolve();
      await isReleased;
    });
  });
  await held;
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const answer = post(JSON.stringify(update));
  await vi.advanceTimersByTimeAsync(15_000);
  const { status, headers } = await answer;
  vi.useRealTimers();
  expect(status).toBe(503);
  expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
  release();
  expect((await deliver(update)).http).toBe(200);
  const rows = await sql`select id from messages where content = 'молчание'`;
  expect(rows).toHaveLength(1);
});
