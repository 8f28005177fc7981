import type { Update } from "grammy/types";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handleUpdate } from "@/bot/handle-update";
import { takeBackPhone } from "@/lib/clients/contacts/take-back-phone";
import { getClient, listClients } from "@/lib/clients/queries";
import { updateClient } from "@/lib/clients/update-client";
import type { OperatorContext } from "@/lib/context";
import { clientName } from "@/lib/core/client-name";
import { listLogs } from "@/lib/logs/queries";
import { settleMessage } from "@/lib/messages/deliver/settle-message";
import { listMessages } from "@/lib/messages/queries";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";
import { updatesFrom } from "../support/telegram-updates";

const database = await testDatabase();
const { db, sql } = database;
const team = teamMaker(db, sql);
let admin: OperatorContext;
let nextPerson = 900_000;

beforeAll(async () => {
  await sql`insert into departments (name, is_default) values ('Поддержка', true)`;
  admin = await team.as(await team.person("admin", null));
  await sql`insert into settings (key, value) values ('away_is_enabled', 'true')`;
});
afterAll(database.close);

async function deliver(update: { update_id: number }) {
  await handleUpdate(structuredClone(update) as unknown as Update);
  const [row] = await sql`select status, reason, payload from raw_updates
    where update_id = ${update.update_id}`;
  return row as { status: string; reason: string | null; payload: unknown };
}

/** A new person, what they send, and what the desk knows of them. */
function person() {
  const id = nextPerson++;
  const updates = updatesFrom(id);
  return {
    id,
    ...updates,
    async client() {
      const [row] = await sql`select c.id::int, c.source, c.phone, c.first_name, v.work_state,
        v.unanswered_count::int as waiting, (select count(*)::int from cases k where k.conversation_id = v.id) as cases
        from clients c join conversations v on v.client_id = c.id where c.telegram_id = ${id}`;
      return row;
    },
    lines: () => sql`select m.kind, m.content, m.sender_type, m.payload, m.edited_at from messages m
      join clients c on c.id = m.client_id where c.telegram_id = ${id} order by m.position, m.id`,
  };
}

describe("words behind a command", () => {
  it.each([
    ["/start Здравствуйте, где мой заказ 4711?", "Здравствуйте, где мой заказ 4711?"],
    ["/start\nЗдравствуйте,\nгде заказ?", "Здравствуйте,\nгде заказ?"],
    ["/start привет", "привет"],
    ["/start promo and more", "promo and more"],
    ["/help мой телефон не включается", "мой телефон не включается"],
    ["/START  ой, и ещё вопрос", "ой, и ещё вопрос"],
    [`/start ${"a".repeat(65)}`, "a".repeat(65)],
  ])("%j is a message that waits for an answer", async (text, words) => {
    const one = person();
    const entities = [
      { type: "bot_command", offset: 0, length: /^\S+/.exec(text)?.[0].length ?? 0 },
    ];
    await deliver(one.message({ text, entities }));
    expect(await one.lines()).toMatchObject([
      { sender_type: "client", kind: "text", content: words },
      // The bot's own greeting.
      { sender_type: "system", kind: "text" },
    ]);
    expect(await one.client()).toMatchObject({ source: null, work_state: "needs_reply" });
  });

  it.each(["/start spring-2026_A", "/start"])("%s stays a quiet line", async (text) => {
    const one = person();
    await deliver(one.command(text));
    expect((await one.lines())[0]).toMatchObject({ sender_type: "system", kind: "started" });
    const { source, work_state } = (await one.client()) ?? {};
    expect(source ?? "").toBe(text.slice("/start ".length));
    expect(work_state).not.toBe("needs_reply");
  });

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

  // A system that would hear of each message.
  beforeAll(async () => {
    await sql`insert into webhooks (url, secret, events)
      values ('https://example.com/hook', 'x', '{message.created}')`;
  });
  afterAll(() => sql`delete from webhooks`);

  /** Delivers while the department is closed: whoever writes hears so. */
  async function deliverAtNight(update: { update_id: number }) {
    const hours = sql.json({ timeZone: "UTC", days: {} });
    await sql`update departments set working_hours = ${hours} where is_default`;
    await deliver(update);
    await sql`update departments set working_hours = null`;
  }

  it("a client's own words in the same department ask for all that", async () => {
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
    // Nobody is called, waited for or answered: no badge, no job, no text of ours.
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

describe("a reply that is stored before what it answers", () => {
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

  it("quotes an answer of the desk once Telegram has numbered it", async () => {
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

describe("names", () => {
  it.each([
    ["\u3164", "\u2800"],
    ["\u200b\u200d", ""],
    [" \u00a0\u2003", "\u{e0001}"],
    ["\u202e\u2066", "\ufeff"],
  ])("of nothing that can be seen are shown as the username or the number", async (first, last) => {
    for (const username of ["ann_desk", undefined]) {
      const one = person();
      const from = { ...one.person, first_name: first, last_name: last, username };
      await deliver(one.message({ text: "Кто я?", from }));
      const { id } = (await one.client()) ?? {};
      const client = await getClient(admin, Number(id));
      const shown = username ? "@ann_desk" : `Client ${id}`;
      expect(clientName(client)).toBe(shown);
      await updateClient(admin, Number(id), { email: `c${id}@example.com` });
      const { results } = await listLogs(admin, { client_id: Number(id), limit: 5 } as never);
      expect(results[0]?.client_name).toBe(shown);
      for (const search of username ? ["@ann_desk"] : [shown, `клиент ${id}`]) {
        const found = await listClients(admin, { search, limit: 50, sort: "-created_at" } as never);
        expect(found.results.map((each) => each.id)).toContain(Number(id));
      }
    }
  });

  it("that were stored before are shown so too", () => {
    const client = { id: 7, first_name: "\u3164", last_name: "\u200b", username: null };
    expect([clientName(client), clientName(client, "ru")]).toEqual(["Client 7", "Клиент 7"]);
  });
});

describe("the client's own contact", () => {
  const contact = (one: ReturnType<typeof person>, userId: number) =>
    one.message({ contact: { phone_number: "79161234567", first_name: "Анна", user_id: userId } });

  it("fills an empty phone, with a line in the thread and one in the log", async () => {
    const one = person();
    await deliver(contact(one, one.id));
    const client = await one.client();
    expect(client).toMatchObject({ phone: "+79161234567", work_state: "needs_reply" });
    expect((await one.lines()).map(({ kind }) => kind)).toEqual(["contact", "client_updated"]);
    const { results } = await listLogs(admin, { client_id: Number(client?.id), limit: 5 } as never);
    expect(results[0]).toMatchObject({ action: "client_updated", description: "phone" });
  });

  /** Somebody whose contact filled the phone; the button stands on the line that says so. */
  async function filled() {
    const one = person();
    await deliver(contact(one, one.id));
    const line = (await one.lines()).find(({ kind }) => kind === "client_updated");
    const id = Number((await one.client())?.id);
    return { one, id, contactId: Number(line?.payload.message_id) };
  }

  it("is taken back by the button on its line, once, with lines of its own", async () => {
    const { one, id, contactId } = await filled();
    expect((await takeBackPhone(admin, contactId)).phone).toBeNull();
    expect((await one.client())?.phone).toBeNull();
    const { results } = await listLogs(admin, { client_id: id, limit: 5 } as never);
    expect(results[0]).toMatchObject({ description: "phone", operator_id: admin.actor.operatorId });
    await expect(takeBackPhone(admin, contactId)).rejects.toMatchObject({ code: "conflict" });
  });

  it("leaves a phone that was typed or shared since, also at the same moment", async () => {
    const { one, id, contactId } = await filled();
    await updateClient(admin, id, { phone: "+74957654321" });
    await expect(takeBackPhone(admin, contactId)).rejects.toMatchObject({ code: "conflict" });
    await updateClient(admin, id, { phone: null });
    const other = { phone_number: "79039999999", first_name: "Анна", user_id: one.id };
    await deliver(one.message({ contact: other }));
    await expect(takeBackPhone(admin, contactId)).rejects.toMatchObject({ code: "conflict" });
    expect((await one.client())?.phone).toBe("+79039999999");
    for (let round = 0; round < 8; round++) {
      await updateClient(admin, id, { phone: "+79161234567" });
      const typed = updateClient(admin, id, { phone: "+74957654321" });
      await Promise.allSettled([takeBackPhone(admin, contactId), typed]);
      expect((await one.client())?.phone).toBe("+74957654321");
    }
  });

  it("tells whoever sees phones masked nothing, by its line, its button or a refusal", async () => {
    const masked = await team.department("Скрытный", { masks: true });
    const { one, id, contactId } = await filled();
    await sql`update clients set department_id = ${masked} where id = ${id}`;
    const operator = await team.as(await team.person("operator", masked));
    const pressed = () => takeBackPhone(operator, contactId).catch((error: unknown) => error);
    const same = await pressed();
    await sql`update clients set phone = '+74957654321' where id = ${id}`;
    const changed = await pressed();
    await sql`update clients set phone = null where id = ${id}`;
    expect([changed, await pressed()]).toEqual([same, same]);
    expect(same).toMatchObject({ code: "forbidden" });
    const page = await listMessages(operator, { client_id: id, limit: 50 } as never);
    expect(page.results.map(({ kind }) => kind)).toContain("client_updated");
    const logs = await listLogs(operator, { client_id: id, limit: 50 } as never);
    expect(JSON.stringify([page, logs])).not.toMatch(/9161234567|916 ?123/);
    expect((await one.client())?.phone).toBeNull();
  });

  it("changes no phone that is there; somebody else's contact changes nothing", async () => {
    const one = person();
    await deliver(contact(one, one.id + 1));
    expect((await one.client())?.phone).toBeNull();
    await sql`update clients set phone = '+74950000000' where telegram_id = ${one.id}`;
    await deliver(contact(one, one.id));
    expect((await one.client())?.phone).toBe("+74950000000");
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

describe("files", () => {
  it.each([
    [{ mime_type: "application/pdf" }, "document", /\.pdf$/],
    [{ mime_type: "audio/m4a" }, "audio", /\.m4a$/],
    [{ mime_type: "video/quicktime" }, "video", /\.mov$/],
    [{ mime_type: "image/heic" }, "document", /\.heic$/],
    [{ mime_type: "application/pdf", file_name: "" }, "document", /\.pdf$/],
    [{ mime_type: "application/pdf", file_name: "\u200b.pdf" }, "document", /^document\.pdf$/],
    [{ mime_type: "text/javascript", file_name: "фото‮gnp.js" }, "document", /^фотоgnp\.js$/],
  ])("%j sent as %s has a name with its true ending", async (file, part, name) => {
    const one = person();
    const sent = { file_id: "f", file_unique_id: `u${one.id}`, file_size: 10, ...file };
    await deliver(one.message({ [part]: sent }));
    const [row] = await sql`select a.name from attachments a join messages m on m.id = a.message_id
      where m.chat_id = ${one.id}`;
    expect(row?.name).toMatch(name);
  });
});
