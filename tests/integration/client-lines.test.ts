import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OperatorContext } from "@/lib/context";
import { settleMessage } from "@/lib/messages/deliver/settle-message";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";
import { writingClients } from "../support/telegram/writing-clients";

const database = await testDatabase();
const { db, sql } = database;
const team = teamMaker(db, sql);
const { deliver, person } = writingClients(sql);
let admin: OperatorContext;

beforeAll(async () => {
  await sql`insert into departments (name, is_default) values ('Поддержка', true)`;
  admin = await team.as(await team.person("admin", null));
  await sql`insert into settings (key, value) values ('away_is_enabled', 'true')`;
});
afterAll(database.close);

describe("text behind a command", () => {
  it.each([
    ["/start Здравствуйте, где мой заказ 4711?", "Здравствуйте, где мой заказ 4711?"],
    ["/start\nЗдравствуйте,\nгде заказ?", "Здравствуйте,\nгде заказ?"],
    ["/start привет", "привет"],
    ["/start promo and more", "promo and more"],
    ["/help мой телефон не включается", "мой телефон не включается"],
    ["/START  ой, и ещё вопрос", "ой, и ещё вопрос"],
    [`/start ${"a".repeat(65)}`, "a".repeat(65)],
  ])("%j is a message that waits for an answer", async (text, content) => {
    const one = person();
    const entities = [
      { type: "bot_command", offset: 0, length: /^\S+/.exec(text)?.[0].length ?? 0 },
    ];
    await deliver(one.message({ text, entities }));
    expect(await one.lines()).toMatchObject([
      { sender_type: "client", kind: "text", content },
      // The bot's own greeting.
      { sender_type: "system", kind: "text" },
    ]);
    expect(await one.client()).toMatchObject({ source: null, work_state: "needs_reply" });
  });

  it.each(["/start spring-2026_A", "/start"])(
    "%s is a system line that waits for no answer",
    async (text) => {
      const one = person();
      await deliver(one.command(text));
      expect((await one.lines())[0]).toMatchObject({ sender_type: "system", kind: "started" });
      const { source, work_state } = (await one.client()) ?? {};
      expect(source ?? "").toBe(text.slice("/start ".length));
      expect(work_state).not.toBe("needs_reply");
    },
  );

  it("keeps neither an invite nor a code where it can be read", async () => {
    const one = person();
    const invite = `inv_${"Ab3_".repeat(6)}`;
    const { payload } = await deliver(one.command(`/start ${invite}`));
    expect(JSON.stringify(payload)).not.toContain(invite);
    const { payload: second } = await deliver(one.text(`Мне прислали ${invite}, что это?`));
    expect(JSON.stringify(second)).not.toContain(invite);
    expect(JSON.stringify(await one.lines())).not.toContain(invite);
  });
});

describe("a line that Telegram wrote by itself", () => {
  const lines = {
    message_auto_delete_timer_changed: { message_auto_delete_time: 86_400 },
    pinned_message: { message_id: 1, date: 1 },
    chat_background_set: { type: {} },
    boost_added: { boost_count: 1 },
    write_access_allowed: {},
    forum_topic_created: { name: "Тема", icon_color: 1 },
    giveaway_created: {},
    something_changed: { by: "Telegram" },
  };

  /** Texts that wait to be sent, jobs that wait to run, events for webhooks, and unread lines. */
  async function asked() {
    const [row] = await sql`select
      (select count(*)::int from messages where delivery_status <> 'received') as texts,
      (select count(*)::int from graphile_worker.jobs) as jobs,
      (select count(*)::int from webhook_deliveries) as events,
      (select count(*)::int from mentions) as mentions,
      (select sum(incoming_count)::int from conversations) as incoming,
      (select max(last_message_at) from conversations) as moved`;
    return row;
  }

  // A system that would get each message.
  beforeAll(async () => {
    await sql`insert into webhooks (url, secret, events)
      values ('https://example.com/hook', 'x', '{message.created}')`;
  });
  afterAll(() => sql`delete from webhooks`);

  /** Delivers while the department is closed: whoever writes is told so. */
  async function deliverAtNight(update: { update_id: number }) {
    const hours = sql.json({ timeZone: "UTC", days: {} });
    await sql`update departments set working_hours = ${hours} where is_default`;
    await deliver(update);
    await sql`update departments set working_hours = null`;
  }

  it("a client's own text in the same department asks for all that", async () => {
    const one = person();
    const before = await asked();
    await deliverAtNight(one.text("А вы где?"));
    const after = await asked();
    for (const kind of ["texts", "jobs", "events", "incoming"] as const) {
      expect(after?.[kind], kind).toBeGreaterThan(before?.[kind]);
    }
  });

  it.each(Object.entries(lines))("%s opens no case and asks for nothing", async (kind, part) => {
    const one = person();
    await deliver(one.text("Спасибо, всё пришло"));
    await sql`update conversations v set work_state = 'done', unanswered_count = 0 from clients c
      where v.client_id = c.id and c.telegram_id = ${one.id}`;
    await sql`update cases set closed_at = now() where conversation_id in (select v.id from conversations v
      join clients c on c.id = v.client_id where c.telegram_id = ${one.id})`;
    await sql`update clients set assigned_operator_id = ${admin.actor.operatorId}
      where telegram_id = ${one.id}`;
    const before = await asked();
    await deliverAtNight(one.message({ [kind]: part }));
    expect(await one.client()).toMatchObject({ work_state: "done", waiting: 0, cases: 1 });
    // Nobody is mentioned, waited for or answered: no badge, no job, no text of ours.
    expect(await asked()).toEqual(before);
    const all = await one.lines();
    expect(all).toHaveLength(2);
    expect(all[1]).toMatchObject({ kind: "service", sender_type: "system" });
  });

  it("that says what the client paid or chose waits for an answer", async () => {
    for (const part of [
      { successful_payment: { currency: "RUB", total_amount: 100 } },
      { web_app_data: { button_text: "Форма", data: "{}" } },
    ]) {
      const one = person();
      await deliver(one.message(part));
      expect(await one.client()).toMatchObject({ work_state: "needs_reply", cases: 1 });
      expect((await one.lines())[0]).toMatchObject({ kind: "service", sender_type: "client" });
    }
  });

  it("is all there is of a person who never wrote, and nobody waits", async () => {
    const one = person();
    await deliver(one.message({ chat_background_set: { type: {} } }));
    expect(await one.lines()).toHaveLength(1);
    expect((await one.client())?.work_state).not.toBe("needs_reply");
  });
});

describe("updates of one message in any order", () => {
  it("an edit before its original leaves one message with the last text", async () => {
    const one = person();
    const original = one.text("Первый");
    const { message_id } = original.message;
    expect((await deliver(one.edit(message_id, { text: "Второй" }))).status).toBe("applied");
    expect(await one.client()).toMatchObject({ work_state: "needs_reply", cases: 1 });
    await deliver(original);
    const all = await one.lines();
    expect(all.map(({ content }) => content)).toEqual(["Второй"]);
    expect(all[0]?.edited_at).not.toBeNull();
    const versions = await sql`select v.content from message_versions v
      join messages m on m.id = v.message_id where m.telegram_message_id = ${message_id}
      and m.chat_id = ${one.id}`;
    expect(versions).toMatchObject([{ content: "Первый" }]);
  });

  it("a reaction before its message is there with it", async () => {
    const one = person();
    await deliver(one.text("Раньше"));
    const original = one.text("Позже");
    await deliver(one.reaction(original.message.message_id, ["👍"]));
    await deliver(original);
    const rows =
      await sql`select r.emoji from message_reactions r join messages m on m.id = r.message_id
      where m.chat_id = ${one.id}`;
    expect(rows).toMatchObject([{ emoji: ["👍"] }]);
  });
});

describe("a reply that is stored before what it quotes", () => {
  const quoted = (id: number) => sql`select q.content, m.seq = v.seq as is_newest from messages m
    join messages q on q.id = m.reply_to_message_id join conversations v on v.id = m.conversation_id
    where m.chat_id = ${id} and m.content = 'Да, это'`;

  it("quotes a client's message that comes later", async () => {
    const one = person();
    const original = one.text("Это?");
    await deliver(one.message({ text: "Да, это", reply_to_message: original.message }));
    expect(await quoted(one.id)).toEqual([]);
    await deliver(original);
    expect(await quoted(one.id)).toEqual([{ content: "Это?", is_newest: true }]);
  });

  it("quotes an answer of the team once Telegram has numbered it", async () => {
    const one = person();
    await deliver(one.text("Здравствуйте"));
    const [sending] = await sql`insert into messages (conversation_id, client_id, sender_type,
        message_type, kind, content, chat_id, delivery_status, position, seq)
      select conversation_id, client_id, 'operator', 'text', 'text', 'Это?', chat_id, 'sending', position, seq
      from messages where chat_id = ${one.id} returning id::int, conversation_id::int`;
    const number = 77_000_000;
    const reply = { message_id: number, date: 1, chat: one.chat };
    await deliver(one.message({ text: "Да, это", reply_to_message: reply }));
    const sent = { outcome: "sent", messageId: number } as const;
    await settleMessage(db, Number(sending?.conversation_id), Number(sending?.id), sent);
    expect(await quoted(one.id)).toEqual([{ content: "Это?", is_newest: true }]);
  });
});

it("a press on a button of an older bot is a line in the thread", async () => {
  const one = person();
  await deliver(one.text("Здравствуйте"));
  const markup = { inline_keyboard: [[{ text: "Статус заказа", callback_data: "order:4711" }]] };
  const query = {
    id: "1",
    from: one.person,
    chat_instance: "1",
    data: "order:4711",
    message: { message_id: 5, date: 1, chat: one.chat, text: "Меню", reply_markup: markup },
  };
  expect((await deliver(one.other("callback_query", query))).status).toBe("applied");
  expect((await one.lines()).at(-1)).toMatchObject({
    kind: "button_pressed",
    content: "Статус заказа",
    sender_type: "system",
  });
  expect(await one.client()).toMatchObject({ cases: 1 });
});
