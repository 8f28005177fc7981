import { Readable } from "node:stream";
import type postgres from "postgres";
import type { Db } from "@/db/client";
import { hashSecret, randomToken } from "@/lib/core/ids";
import { putStream } from "@/lib/storage/s3";
import { teamMaker } from "@/tests/support/team";

/**
 * Who calls. "other" and "otherManager" belong to another department than the thing asked for;
 * "colleague" to the same one, where one sees only one's own clients.
 */
export const callers = [
  "anonymous",
  "deactivated",
  "deactivatedBrowser",
  "endedSession",
  "revokedToken",
  "other",
  "otherManager",
  "colleague",
  "operator",
  "manager",
  "admin",
] as const;
export type Caller = (typeof callers)[number];

/** An id that nothing has. */
export const missingId = 999_999_999;

/** Two departments with their people, fresh things of the first one, and everybody's way in. */
export async function routeWorld(db: Db, sql: postgres.Sql) {
  const make = teamMaker(db, sql);
  await spreadIds(sql);
  const home = await make.department("Свой отдел", { visibility: "own" });
  const away = await make.department("Чужой отдел");
  const people = {
    admin: await make.person("admin", null),
    manager: await make.person("manager", home),
    operator: await make.person("operator", home),
    colleague: await make.person("operator", home),
    other: await make.person("operator", away),
    otherManager: await make.person("manager", away),
    deactivated: await make.person("admin", null),
  };
  await sql`update operators set is_active = false where id = ${people.deactivated}`;
  let count = 0;
  const one = async (rows: Promise<postgres.RowList<postgres.Row[]>>) =>
    Number((await rows)[0]?.id);

  async function conversation(department = home, operator = people.operator) {
    const client = await make.client(department, operator);
    const id = await make.conversation(client);
    await sql`insert into cases (conversation_id) values (${id})`;
    await sql`update conversations set work_state = 'needs_reply', incoming_count = 1, unanswered_count = 1,
      waiting_since = now(), chat_id = ${900_000 + id} where id = ${id}`;
    return { id, client };
  }

  const message = async () => {
    const { id, client } = await conversation();
    return one(sql`insert into messages (conversation_id, client_id, sender_type, operator_id, kind, content,
      message_type, delivery_status, position, seq) values (${id}, ${client}, 'operator', ${people.operator}, 'text',
      'Ответ', 'text', 'failed', 1, 1) returning id`);
  };

  const contact = async () => {
    const { id, client } = await conversation();
    return one(sql`insert into messages (conversation_id, client_id, sender_type, kind, message_type,
      delivery_status, position, seq, payload) values (${id}, ${client}, 'client', 'contact', 'text', 'received', 1, 1,
      ${sql.json({ contact: { phone_number: "79161234567", first_name: "Анна" } })}) returning id`);
  };

  /** A fresh thing of the home department each time: a route may change or delete it. */
  const webhook = () =>
    one(sql`insert into webhooks (url, secret, events)
      values ('https://example.com/hook', 'x', '{message.created}') returning id`);

  const quickReply = (department: number) =>
    one(sql`insert into quick_replies (shortcut, title, content, department_id)
      values (${`q${count++}`}, 'Ответ', 'Здравствуйте', ${department}) returning id`);

  const things = {
    webhook,
    webhookDelivery: async () =>
      one(sql`insert into webhook_deliveries (webhook_id, event, payload)
        values (${await webhook()}, 'ping', '{}') returning id`),
    client: async () => (await conversation()).client,
    conversation: async () => (await conversation()).id,
    message,
    contact,
    case: async () =>
      one(sql`select id from cases where conversation_id = ${(await conversation()).id}`),
    log: () =>
      one(sql`insert into operator_logs (operator_id, action, description)
        values (${people.operator}, 'login', '') returning id`),
    attachment: async () =>
      one(sql`insert into attachments (message_id, kind, name, mime_type, size, status, storage_key)
        values (${await message()}, 'document', 'a.pdf', 'application/pdf', 3, 'stored', ${`files/${randomToken()}`}) returning id`),
    failedFile: async () =>
      one(sql`insert into attachments (message_id, kind, name, mime_type, size, status, telegram_file_id)
        values (${await message()}, 'document', 'a.pdf', 'application/pdf', 3, 'failed', 'file') returning id`),
    upload: () =>
      one(sql`insert into attachments (operator_id, kind, name, mime_type, size, status, storage_key)
        values (${people.operator}, 'document', 'a.pdf', 'application/pdf', 3, 'uploading', ${`files/${randomToken()}`}) returning id`),
    person: () => make.person("operator", home),
    department: async () => home,
    emptyDepartment: () => make.department(`Пустой ${count++}`),
    invite: () =>
      one(sql`insert into invites (token_hash, role, department_id, expires_at)
        values (${hashSecret(randomToken())}, 'operator', ${home}, now() + interval '1 day') returning id`),
    token: () =>
      one(sql`insert into api_tokens (operator_id, name, token_hash, prefix)
        values (${people.operator}, 'x', ${hashSecret(randomToken())}, 'crm_') returning id`),
    session: async () => (await make.session(people.operator)).id,
    tag: () => one(sql`insert into tags (name) values (${`Тег ${count++}`}) returning id`),
    media: async () => {
      const key = `media/${randomToken()}`;
      await putStream(key, Readable.from([Buffer.from("pdf")]), "application/pdf");
      return one(sql`insert into media (name, mime_type, size, storage_key, status)
        values ('a.pdf', 'application/pdf', 3, ${key}, 'stored') returning id`);
    },
    report: () =>
      one(sql`insert into reports (group_by, from_day, to_day, time_zone, requested_by_operator_id)
        values ('operator', '2026-01-01', '2026-01-02', 'UTC', ${people.operator}) returning id`),
    quickReply: () => quickReply(home),
  };

  /** Headers of the knocker; a token of its own each time, so that no rate limit is met. */
  async function headersOf(who: Caller): Promise<Record<string, string>> {
    if (who === "anonymous") return {};
    if (who === "deactivatedBrowser" || who === "endedSession") {
      const id = who === "endedSession" ? people.admin : people.deactivated;
      const { id: sessionId, cookie } = await make.session(id);
      if (who === "endedSession") {
        await sql`update sessions set ended_at = now() where id = ${sessionId}`;
      }
      return { cookie, "sec-fetch-site": "same-origin" };
    }
    const token = await make.token(who === "revokedToken" ? people.admin : people[who]);
    if (who === "revokedToken") {
      await sql`update api_tokens set revoked_at = now() where token_hash = ${hashSecret(token)}`;
    }
    return { authorization: `Bearer ${token}` };
  }

  /** Headers of the caller's browser. Pages know no tokens: a revoked one is as nothing. */
  async function pageHeadersOf(who: Caller): Promise<Record<string, string>> {
    if (!(who in people) || who === "deactivated") return headersOf(who);
    return { cookie: (await make.session(people[who as keyof typeof people])).cookie };
  }

  /** What a knocker may change, for asking about it together with a foreign thing. */
  const theirs = (who: "other" | "otherManager" | "colleague") =>
    who === "colleague" ? conversation(home, people.colleague) : conversation(away, people.other);
  const mine = {
    client: async (who: Parameters<typeof theirs>[0]) => (await theirs(who)).client,
    conversation: async (who: Parameters<typeof theirs>[0]) => (await theirs(who)).id,
    person: () => make.person("operator", away),
    quickReply: () => quickReply(away),
  };

  return { mine, make, home, away, people, things, headersOf, pageHeadersOf, next: () => count++ };
}

export type World = Awaited<ReturnType<typeof routeWorld>>;
export type Thing = keyof World["things"];

/** No number names two things: an id of one kind taken for another's would find something. */
async function spreadIds(sql: postgres.Sql) {
  const columns = await sql`select table_name as table, column_name as column
    from information_schema.columns where table_schema = 'public' and is_identity = 'YES'`;
  for (const [index, { table, column }] of columns.entries()) {
    const first = (index + 1) * 100_000 + 1;
    await sql.unsafe(`alter table "${table}" alter column "${column}" restart with ${first}`);
  }
}
