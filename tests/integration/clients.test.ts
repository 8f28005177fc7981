import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { removeStrays } from "@/lib/attachments/stray-objects";
import { bulkUpdateClients } from "@/lib/clients/bulk-update-clients";
import { createClient } from "@/lib/clients/create-client";
import { eraseClient } from "@/lib/clients/erase-client";
import { mergeClients } from "@/lib/clients/merge-clients";
import { clientCounts, getClient, listClients } from "@/lib/clients/queries";
import { listClientsSchema } from "@/lib/clients/schemas";
import { type Context, systemContext } from "@/lib/context";
import { createTag } from "@/lib/tags/create-tag";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";

/** The storage as far as an erasure needs it: which objects were asked to go. */
const deleted: string[] = [];
let isAway = false;
const storage = createServer((request, response) => {
  if (isAway) return response.writeHead(403).end();
  if (request.method === "DELETE") deleted.push(decodeURIComponent(request.url ?? ""));
  response.statusCode = 204;
  response.end();
});
await new Promise<void>((resolve) => storage.listen(0, "127.0.0.1", resolve));
const { port } = storage.address() as AddressInfo;
const database = await testDatabase({ AWS_S3_ENDPOINT_URL: `http://127.0.0.1:${port}` });
const { db, sql } = database;
const shell = systemContext(db, "shell");
const team = teamMaker(db, sql);
afterAll(async () => {
  storage.close();
  await database.close();
});

let sales: number;
let admin: Context;
let manager: Context;
let operator: Context;
let operatorId: number;

beforeAll(async () => {
  sales = await team.department("Продажи");
  admin = await team.as(await team.person("admin", null));
  manager = await team.as(await team.person("manager", sales));
  operatorId = await team.person("operator", sales);
  operator = await team.as(operatorId);
});

async function write(clientId: number, content: string, more: { isInternal?: boolean } = {}) {
  const [conversation] = await sql`
    insert into conversations (client_id) values (${clientId})
    on conflict (client_id) do update set updated_at = now() returning id`;
  const [row] = await sql`
    insert into messages (conversation_id, client_id, sender_type, message_type, kind, content, is_internal, delivery_status, position, seq)
    values (${conversation?.id}, ${clientId}, 'client', 'text', 'text', ${content}, ${more.isInternal ?? false}, 'received', 0, 1)
    returning id`;
  return Number(row?.id);
}

describe("createClient", () => {
  it("adds a client to the caller's department with a log line", async () => {
    const client = await createClient(operator, {
      first_name: " Анна ",
      username: "@anna_s",
      phone: "+79161234567",
    });
    expect(client).toMatchObject({
      first_name: "Анна",
      username: "anna_s",
      department_id: sales,
      status: "lead",
      telegram_id: null,
    });
    const lines = await sql`select action from operator_logs where client_id = ${client.id}`;
    expect(lines.map((line) => line.action)).toEqual(["client_created"]);
  });

  it("refuses a nameless client and a Telegram account that is a client", async () => {
    await expect(createClient(admin, { phone: "+7916" })).rejects.toMatchObject({
      code: "invalid",
    });
    await createClient(admin, { first_name: "A", telegram_id: 801, department_id: sales });
    await expect(
      createClient(admin, { first_name: "B", telegram_id: 801, department_id: sales }),
    ).rejects.toMatchObject({ code: "conflict" });
  });

  it("refuses a department that the caller does not see, leaving nothing behind", async () => {
    const other = await team.department("Чужой");
    const before = await clientCounts(admin, {});
    for (const who of [operator, manager]) {
      await expect(
        createClient(who, { first_name: "X", department_id: other }),
      ).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(await clientCounts(admin, {})).toEqual(before);
  });

  it("gives an operator who sees only their own clients the new one", async () => {
    const own = await team.department("Свои", { visibility: "own" });
    const person = await team.person("operator", own);
    const client = await createClient(await team.as(person), { first_name: "Моя" });
    expect(client.assigned_operator_id).toBe(person);
    const lines = await sql`select action, details ->> 'reason' as reason from operator_logs
      where client_id = ${client.id} order by id`;
    expect(lines).toEqual([
      { action: "client_created", reason: null },
      { action: "client_assigned", reason: "taken" },
    ]);
  });
});

describe("bulkUpdateClients", () => {
  async function three() {
    const made = [];
    for (const first_name of ["А", "Б", "В"])
      made.push(await createClient(manager, { first_name }));
    return made.map((client) => client.id);
  }

  it("changes status, operator and tags, and its undo restores all of it", async () => {
    const ids = await three();
    const old = await createTag(shell, { name: "старая" });
    const fresh = await createTag(shell, { name: "новая" });
    await bulkUpdateClients(manager, {
      ids: [ids[0] as number],
      change: { add_tag_ids: [old.id] },
    });
    const seen = async () => {
      const clients = await Promise.all(ids.map((id) => getClient(manager, id)));
      return clients.map((client) => ({
        status: client.status,
        operator: client.assigned_operator_id,
        tags: client.tags.map((tag) => tag.id),
      }));
    };
    const before = await seen();
    const result = await bulkUpdateClients(manager, {
      ids,
      change: {
        status: "active",
        assigned_operator_id: operatorId,
        add_tag_ids: [fresh.id],
        remove_tag_ids: [old.id],
      },
    });
    expect(result.changed).toBe(3);
    for (const state of await seen()) {
      expect(state).toEqual({ status: "active", operator: operatorId, tags: [fresh.id] });
    }
    const again = await bulkUpdateClients(manager, { ids, change: { status: "active" } });
    expect(again).toEqual({ changed: 0, undo: [] });
    await bulkUpdateClients(manager, { items: result.undo });
    expect(await seen()).toEqual(before);
  });

  it("writes a log line and a line in the thread for each client", async () => {
    const ids = await three();
    await bulkUpdateClients(manager, { ids, change: { status: "closed" } });
    const logs =
      await sql`select client_id from operator_logs where action = 'status_changed' and client_id = any(${ids})`;
    expect(logs).toHaveLength(3);
    const lines =
      await sql`select m.seq = v.seq as is_latest from messages m join conversations v on v.id = m.conversation_id
      where m.kind = 'status_changed' and m.client_id = any(${ids})`;
    expect(lines.map((line) => line.is_latest)).toEqual([true, true, true]);
  });

  it("passes over clients of others and returns nothing about them", async () => {
    const foreign = await team.client(await team.department("Соседний"));
    const result = await bulkUpdateClients(operator, {
      ids: [foreign],
      change: { status: "closed" },
    });
    expect(result).toEqual({ changed: 0, undo: [] });
    expect((await getClient(admin, foreign)).status).toBe("lead");
  });

  it("lets an operator neither take a colleague's client nor give it away", async () => {
    const colleague = await team.person("operator", sales);
    const theirs = await team.client(sales, colleague);
    await expect(
      bulkUpdateClients(operator, { ids: [theirs], change: { assigned_operator_id: null } }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });

  it("refuses unknown tags and people of other departments, changing nothing", async () => {
    const [id] = (await three()) as [number];
    const outsider = await team.person("operator", await team.department("Третий"));
    for (const change of [
      { status: "closed" as const, add_tag_ids: [999_999] },
      { status: "closed" as const, assigned_operator_id: outsider },
      { status: "closed" as const, assigned_operator_id: 999_999 },
    ]) {
      await expect(bulkUpdateClients(manager, { ids: [id], change })).rejects.toMatchObject({
        code: "invalid",
      });
    }
    expect((await getClient(manager, id)).status).toBe("lead");
  });

  it("changes what a filter finds", async () => {
    const tag = await createTag(shell, { name: "фильтр" });
    const ids = await three();
    await bulkUpdateClients(manager, { ids, change: { add_tag_ids: [tag.id] } });
    const result = await bulkUpdateClients(manager, {
      filter: { tag_id: tag.id },
      change: { status: "inactive" },
    });
    expect(result.changed).toBe(3);
    const page = await listClients(manager, listClientsSchema.parse({ tag_id: String(tag.id) }));
    expect(page.results.map((client) => client.status)).toEqual(Array(3).fill("inactive"));
  });
});

describe("mergeClients", () => {
  it("moves messages, notes and tags to the kept client, and a preview changes nothing", async () => {
    const keep = await createClient(manager, { first_name: "Анна", phone: "+79160000001" });
    const other = await team.client(sales);
    await write(keep.id, "заметка", { isInternal: true });
    await write(other, "привет");
    const tag = await createTag(shell, { name: "слияние" });
    await bulkUpdateClients(manager, { ids: [other], change: { add_tag_ids: [tag.id] } });
    const pair = { keep_id: keep.id, merge_id: other };
    const preview = await mergeClients(manager, pair, { isPreview: true });
    expect(await getClient(manager, other)).toMatchObject({ id: other });
    const done = await mergeClients(manager, pair, { isPreview: false });
    expect(done.moved).toEqual(preview.moved);
    expect(done.client).toMatchObject({
      id: keep.id,
      first_name: "Анна",
      phone: "+79160000001",
      email: "anna@example.com",
      tags: [{ id: tag.id }],
    });
    expect(done.client.telegram_id).not.toBeNull();
    const texts =
      await sql`select content from messages where client_id = ${keep.id} and content <> '' order by position, id`;
    expect(texts.map((row) => row.content).sort()).toEqual(["заметка", "привет"]);
    await expect(getClient(manager, other)).rejects.toMatchObject({ code: "not_found" });
    await expect(mergeClients(manager, pair, { isPreview: false })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("keeps the place of the kept one, and an owner only if they see the client there", async () => {
    const there = await team.department("Другой отдел");
    const stranger = await team.person("operator", there);
    const keep = await createClient(admin, { first_name: "Анна", department_id: sales });
    const other = await team.client(there, stranger);
    const pair = { keep_id: keep.id, merge_id: other };
    const { client } = await mergeClients(admin, pair, { isPreview: false });
    expect(client).toMatchObject({ department_id: sales, assigned_operator_id: null });

    const colleague = await team.client(sales, operatorId);
    const next = await createClient(admin, { first_name: "Ольга", department_id: sales });
    const both = { keep_id: next.id, merge_id: colleague };
    const merged = await mergeClients(admin, both, { isPreview: false });
    expect(merged.client.assigned_operator_id).toBe(operatorId);
    const [line] = await sql`select details from operator_logs
      where client_id = ${next.id} and action = 'client_assigned'`;
    expect(line?.details).toMatchObject({ reason: "merged", operator_id: operatorId });
  });

  it("gives the place that comes free to whoever waits", async () => {
    const small = await team.department("Один на всех");
    const only = await team.person("operator", small);
    await sql`update operators set capacity = 1 where id = ${only}`;
    const [keep, other] = [await team.client(small, only), await team.client(small, only)];
    await sql`update clients set telegram_id = null where id = ${other}`;
    for (const id of [keep, other]) await write(id, "привет");
    const waits = await team.client(small);
    await write(waits, "есть кто?");
    await sql`update conversations set incoming_count = 1, waiting_since = now() where client_id = ${waits}`;
    await sql`update conversations set work_state = 'done' where client_id = ${keep}`;
    const pair = { keep_id: keep, merge_id: other };
    await mergeClients(admin, pair, { isPreview: false });
    expect((await getClient(admin, waits)).assigned_operator_id).toBe(only);
  });

  it("refuses two Telegram accounts, operators and clients of others", async () => {
    const one = await team.client(sales);
    const two = await team.client(sales);
    const pair = { keep_id: one, merge_id: two };
    await expect(mergeClients(manager, pair, { isPreview: false })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(mergeClients(operator, pair, { isPreview: true })).rejects.toMatchObject({
      code: "forbidden",
    });
    const foreign = await team.client(await team.department("Далёкий"));
    await expect(
      mergeClients(manager, { keep_id: one, merge_id: foreign }, { isPreview: true }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("eraseClient", () => {
  it("removes messages, files and raw updates for good and leaves a log line", async () => {
    const id = await team.client(sales);
    const { telegram_id } = await getClient(admin, id);
    const message = await write(id, "секрет");
    await sql`insert into attachments (message_id, kind, name, mime_type, storage_key, status)
      values (${message}, 'photo', 'a.jpg', 'image/jpeg', 'files/secret-one', 'stored')`;
    await sql`insert into raw_updates (bot_id, update_id, kind, payload) values
      (1, 9001, 'message', ${JSON.stringify({ message: { chat: { id: telegram_id } } })}::text::jsonb),
      (1, 9002, 'message', ${JSON.stringify({ message: { chat: { id: 5 } } })}::text::jsonb)`;
    await expect(eraseClient(manager, id, { confirm: "Кто-то" })).rejects.toMatchObject({
      code: "invalid",
    });
    const [hook] = await sql`insert into webhooks (url, secret, events)
      values ('https://example.com', 'x', '{message.created}') returning id`;
    const told = [
      { data: { client: { id, phone: "+79161234567" } } },
      { client_id: id },
      { message_id: message },
      { data: { client: { id: id + 1 } } },
    ];
    for (const payload of told) {
      await sql`insert into webhook_deliveries (webhook_id, event, payload)
        values (${hook?.id}, 'message.created', ${JSON.stringify(payload)}::text::jsonb)`;
    }
    await eraseClient(manager, id, { confirm: "Анна Смирнова" });
    const deliveries = await sql`select payload from webhook_deliveries`;
    expect(deliveries.map((row) => row.payload)).toEqual([told[3]]);
    expect(await sql`select 1 from messages where id = ${message}`).toHaveLength(0);
    expect(await sql`select 1 from clients where id = ${id}`).toHaveLength(0);
    // The storage is asked afterwards, by a job, until it has removed the file.
    const isGone = () => deleted.some((path) => path.includes("files/secret-one"));
    expect(isGone()).toBe(false);
    const woken =
      await sql`select 1 from graphile_worker.jobs where task_identifier = 'remove-objects'`;
    expect(woken).toHaveLength(1);
    const remove = () => removeStrays(db, new AbortController().signal);
    isAway = true;
    await expect(remove()).rejects.toThrow();
    isAway = false;
    await remove();
    expect(isGone()).toBe(true);
    expect(await sql`select key from stray_objects`).toEqual([]);
    const raw = await sql`select update_id from raw_updates where update_id in (9001, 9002)`;
    expect(raw.map((row) => Number(row.update_id))).toEqual([9002]);
    const [line] =
      await sql`select description from operator_logs where action = 'client_erased' order by id desc limit 1`;
    expect(line?.description).toBe(`Client ${id} with 1 files`);
    await expect(eraseClient(manager, id, { confirm: "Анна Смирнова" })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("is not for operators, nor for clients of others", async () => {
    const id = await team.client(sales);
    const input = { confirm: "Анна Смирнова" };
    await expect(eraseClient(operator, id, input)).rejects.toMatchObject({ code: "forbidden" });
    const foreign = await team.client(await team.department("Иной"));
    await expect(eraseClient(manager, foreign, input)).rejects.toMatchObject({ code: "not_found" });
  });
});

it("counts by status within a filter and within what the actor sees", async () => {
  const place = await team.department("Счёт");
  for (let at = 0; at < 4; at++) await team.client(place);
  const head = await team.as(await team.person("manager", place));
  expect(await clientCounts(head, {})).toEqual({
    total: 4,
    lead: 4,
    active: 0,
    inactive: 0,
    closed: 0,
  });
  expect((await clientCounts(head, { assigned_operator_id: "none" })).total).toBe(4);
  expect((await clientCounts(head, { search: "смирнова" })).total).toBe(4);
});
