import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { handleUpdate } from "@/bot/handle-update";
import { updateClient } from "@/lib/clients/update-client";
import type { OperatorContext } from "@/lib/context";
import { seal } from "@/lib/core/seal";
import { dueWebhooks } from "@/lib/effects/due-webhooks";
import { sendMessage } from "@/lib/messages/send-message";
import { updateOperator } from "@/lib/operators/update-operator";
import { deliverWebhook } from "@/lib/webhooks/deliver-webhook";
import { listDeliveries } from "@/lib/webhooks/queries";
import { pingWebhook, replayDelivery } from "@/lib/webhooks/request-delivery";
import { createWebhook, rotateWebhookSecret, updateWebhook } from "@/lib/webhooks/save-webhook";
import { type WebhookWithSecret, webhookEvents } from "@/lib/webhooks/schemas";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";

type Call = { headers: IncomingHttpHeaders; body: string; path: string };
const calls: Call[] = [];
let answer: {
  status: number;
  headers?: Record<string, string>;
  body?: string;
  hangs?: boolean;
  /** Bytes written to the connection as they are. */
  raw?: string;
} = { status: 204 };
// A receiver on loopback that remembers what came and responds as `answer` says.
const receiver = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk) => {
    body += chunk;
  });
  request.on("end", () => {
    calls.push({ headers: request.headers, body, path: request.url ?? "" });
    if (answer.hangs) return request.socket.destroy();
    if (answer.raw) return request.socket.write(answer.raw);
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
});
await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
const address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;

const database = await testDatabase({ WEBHOOKS_ALLOW_PRIVATE: "true" });
const { db, sql } = database;
const make = teamMaker(db, sql);
let admin: OperatorContext;
let clientId: number;
let webhook: WebhookWithSecret;

beforeAll(async () => {
  const department = await make.department("Поддержка");
  const id = await make.person("admin", null);
  const actor = {
    type: "operator" as const,
    via: "session" as const,
    operatorId: id,
    name: "Админ",
    role: "admin" as const,
    departmentId: null,
    sessionId: 1,
    tokenId: null,
  };
  admin = { actor, db, requestId: "test", ip: null };
  clientId = await make.client(department, null);
  const conversation = await make.conversation(clientId);
  await sql`update conversations set chat_id = 777000 where id = ${conversation}`;
  await sql`update clients set telegram_id = 777000 where id = ${clientId}`;
});
afterEach(async () => {
  calls.length = 0;
  answer = { status: 204 };
  await sql`delete from webhooks`;
});
afterAll(async () => {
  await database.close();
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
});

async function hook(events: readonly (typeof webhookEvents)[number][] = webhookEvents) {
  webhook = await createWebhook(admin, { url: address, events: [...events] });
}
const run = () => deliverWebhook(db, webhook.id, AbortSignal.timeout(20_000));
const log = async () => (await listDeliveries(admin, webhook.id, { limit: 50 })).results;
const makeDue = () =>
  sql`update webhook_deliveries set next_attempt_at = now() where status = 'pending'`;

let update = 5000;
function clientWrites(text: string) {
  const id = update++;
  const from = { id: 777000, is_bot: false, first_name: "Анна" };
  const chat = { id: 777000, type: "private" as const, first_name: "Анна" };
  const date = Math.floor(Date.now() / 1000);
  return handleUpdate({ update_id: id, message: { message_id: id, date, chat, from, text } });
}

it("a client's message arrives signed, with the API's own objects", async () => {
  await hook(["message.created"]);
  await clientWrites("Где заказ?");
  expect(await run()).toEqual({ waitMs: null });
  const [call] = calls;
  const body = JSON.parse(call?.body ?? "");
  expect(body).toMatchObject({
    type: "message.created",
    data: { message: { content: "Где заказ?", client_id: clientId }, client: { id: clientId } },
  });
  const mac = createHmac("sha256", Buffer.from(webhook.secret.slice(6), "base64"))
    .update(`${call?.headers["webhook-id"]}.${call?.headers["webhook-timestamp"]}.${call?.body}`)
    .digest("base64");
  expect(call?.headers["webhook-signature"]).toBe(`v1,${mac}`);
  expect((await log())[0]).toMatchObject({
    status: "delivered",
    response_status: 204,
    attempts: 1,
  });
});

it("assigning, a change of status, an answer and its failure are events too; notes are not", async () => {
  await hook();
  await updateClient(admin, clientId, { assigned_operator_id: admin.actor.operatorId });
  await updateClient(admin, clientId, { status: "active" });
  const sent = await sendMessage(admin, { client_id: clientId, content: "Уже в пути" });
  await sendMessage(admin, { client_id: clientId, content: "для своих", is_internal: true });
  await sql`update messages set delivery_status = 'failed' where id = ${sent.id}`;
  await run();
  expect(calls.map(({ body }) => JSON.parse(body).type)).toEqual([
    "client.assigned",
    "client.status_changed",
    "message.created",
    "message.delivery_failed",
  ]);
  expect(JSON.parse(calls[0]?.body ?? "").data).toMatchObject({
    client: { id: clientId },
    to_operator_id: admin.actor.operatorId,
  });
  expect(JSON.parse(calls[1]?.body ?? "").data).toMatchObject({ to_status: "active" });
});

it("what is rolled back is no event, and a webhook that is off gets none", async () => {
  await hook();
  await expect(
    db.transaction(async (tx) => {
      await tx.execute(`update clients set status = 'closed' where id = ${clientId}`);
      throw new Error("no");
    }),
  ).rejects.toThrow("no");
  await updateWebhook(admin, webhook.id, { is_active: false });
  await clientWrites("Есть кто?");
  await run();
  expect(calls).toEqual([]);
  expect(await log()).toEqual([]);
});

it("a failure is tried again later with the same id and data, and then succeeds", async () => {
  await hook(["message.created"]);
  answer = { status: 500, body: "busy" };
  await clientWrites("Раз");
  const next = await run();
  expect(next.waitMs).toBeGreaterThan(1000);
  expect((await log())[0]).toMatchObject({
    status: "pending",
    response_status: 500,
    failure_reason: "500: busy",
    failure: null,
  });
  answer = { status: 200 };
  await makeDue();
  await run();
  const [first, second] = calls;
  expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
  expect(JSON.parse(second?.body ?? "")).toEqual(JSON.parse(first?.body ?? "-"));
  expect((await log())[0]).toMatchObject({ status: "delivered", attempts: 2 });
});

it("no answer at all is tried again; a redirect is not followed", async () => {
  await hook(["message.created"]);
  answer = { status: 0, hangs: true };
  await clientWrites("Два");
  await run();
  expect((await log())[0]).toMatchObject({ status: "pending", response_status: null });
  answer = { status: 302, headers: { location: `${address}/elsewhere` } };
  await makeDue();
  await run();
  expect(calls.map(({ path }) => path)).toEqual(["/hook", "/hook"]);
  expect((await log())[0]).toMatchObject({ status: "pending", response_status: 302 });
});

it("a switch to another protocol is a failed answer like any other", async () => {
  await hook(["message.created"]);
  answer = {
    status: 0,
    raw: "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
  };
  await clientWrites("Давай иначе");
  await run();
  expect((await log())[0]).toMatchObject({ status: "pending", response_status: 101 });
});

it("410 turns the webhook off, with a line in the log", async () => {
  await hook(["message.created"]);
  answer = { status: 410 };
  await clientWrites("Три");
  await run();
  const [row] = await sql`select is_active from webhooks where id = ${webhook.id}`;
  expect(row?.is_active).toBe(false);
  const lines = await sql`select action from operator_logs where action = 'webhook_disabled'`;
  expect(lines).toHaveLength(1);
});

it("a webhook that takes nothing is given up after its tries, and turned off", async () => {
  await hook(["message.created"]);
  answer = { status: 503 };
  await clientWrites("Четыре");
  for (let tries = 0; tries < 9; tries++) {
    await makeDue();
    await run();
  }
  expect((await log())[0]).toMatchObject({ status: "failed", attempts: 9 });
  expect(await sql`select 1 from webhooks where is_active`).toHaveLength(0);
});

it("the sweeper finds active webhooks with a due delivery, the longest waiting first", async () => {
  async function withDelivery(due: string, status = "pending", isActive = true) {
    const [row] = await sql`insert into webhooks (url, secret, events, is_active)
      values (${address}, 'x', '{message.created}', ${isActive}) returning id`;
    await sql`insert into webhook_deliveries (webhook_id, event, payload, status, next_attempt_at)
      values (${row?.id}, 'ping', '{}', ${status}, now() + ${due}::interval)`;
    return Number(row?.id);
  }
  const late = await withDelivery("-1 minute");
  const early = await withDelivery("-10 minutes");
  await withDelivery("1 minute");
  await withDelivery("-5 minutes", "delivered");
  await withDelivery("-5 minutes", "failed");
  await withDelivery("-5 minutes", "pending", false);
  expect(await dueWebhooks(db)).toEqual([early, late]);
});

it("ping and replay are deliveries; the sweeper finds what no queue remembers", async () => {
  await hook(["client.assigned"]);
  const ping = await pingWebhook(admin, webhook.id);
  expect(await dueWebhooks(db)).toEqual([webhook.id]);
  await run();
  expect(JSON.parse(calls[0]?.body ?? "")).toMatchObject({ type: "ping" });
  await replayDelivery(admin, ping.id);
  await run();
  expect(calls[1]?.headers["webhook-id"]).toBe(calls[0]?.headers["webhook-id"]);
});

it("a webhook that is turned off takes neither a ping nor a replay", async () => {
  await hook(["client.assigned"]);
  const ping = await pingWebhook(admin, webhook.id);
  await run();
  await sql`update webhooks set is_active = false where id = ${webhook.id}`;
  const refusal = { code: "conflict" };
  await expect(pingWebhook(admin, webhook.id)).rejects.toMatchObject(refusal);
  await expect(replayDelivery(admin, ping.id)).rejects.toMatchObject(refusal);
  expect(await log()).toMatchObject([{ id: ping.id, status: "delivered" }]);
});

it.each([
  ["deactivated", { is_active: false }],
  ["demoted", { role: "manager", department_id: 0 }],
] as const)(
  "a %s admin's webhooks are turned off; another admin takes one over",
  async (_, change) => {
    const home = await make.department(`Отдел ${JSON.stringify(change)}`);
    const leaving = await make.as(await make.person("admin", null));
    const theirs = await createWebhook(leaving, { url: address, events: ["message.created"] });
    await hook(["message.created"]);
    const own = webhook;
    const place = "department_id" in change ? { department_id: home } : {};
    await updateOperator(admin, leaving.actor.operatorId, { ...change, ...place });
    const isActive = async (id: number) =>
      (await sql`select is_active from webhooks where id = ${id}`)[0]?.is_active;
    expect([await isActive(theirs.id), await isActive(own.id)]).toEqual([false, true]);
    const before = calls.length;
    await clientWrites("Слышите?");
    await deliverWebhook(db, theirs.id, new AbortController().signal);
    expect(calls.length).toBe(before);
    const [line] = await sql`select description from operator_logs
    where action = 'webhook_disabled' order by id desc limit 1`;
    expect(line?.description).toBe(`Webhook ${theirs.id}: who set it up is no admin any more`);

    await updateWebhook(admin, theirs.id, { is_active: true });
    const back = { is_active: true, role: "admin" } as const;
    await updateOperator(admin, leaving.actor.operatorId, back);
    await updateOperator(admin, leaving.actor.operatorId, { is_active: false });
    expect(await isActive(theirs.id)).toBe(true);
    await sql`delete from webhooks where id = ${theirs.id}`;
  },
);

it("what was erased since is not sent", async () => {
  await hook(["message.created"]);
  await clientWrites("Пять");
  await sql`update webhook_deliveries set payload = '{"message_id": 999999999}'`;
  await run();
  expect(calls).toEqual([]);
  expect((await log())[0]).toMatchObject({ status: "failed" });
  expect(await sql`select 1 from webhooks where is_active`).toHaveLength(1);
});

it("a new secret signs from then on, and only admins get near", async () => {
  await hook(["message.created"]);
  const { secret } = await rotateWebhookSecret(admin, webhook.id);
  expect(secret).not.toBe(webhook.secret);
  const manager = { ...admin, actor: { ...admin.actor, role: "manager" as const } };
  await expect(pingWebhook(manager, webhook.id)).rejects.toMatchObject({ code: "forbidden" });
});

it("the own network is refused when it is saved, and when a name leads there", async () => {
  vi.resetModules();
  vi.doMock("node:dns", () => ({
    lookup: (_: string, __: object, done: (error: null, found: object[]) => void) =>
      done(null, [
        { address: "93.184.216.34", family: 4 },
        { address: "127.0.0.1", family: 4 },
      ]),
  }));
  process.env.WEBHOOKS_ALLOW_PRIVATE = "false";
  const { createWebhook: create } = await import("@/lib/webhooks/save-webhook");
  const { post } = await import("@/lib/webhooks/post");
  for (const url of [
    "http://example.com/",
    "https://127.0.0.1/",
    "https://[::1]/",
    "https://169.254.169.254/latest",
    "https://0x7f.1/",
    "https://localhost/",
    "https://db.internal/",
    "https://user:secret@example.com/",
  ]) {
    await expect(create(admin, { url, events: ["client.assigned"] }), url).rejects.toMatchObject({
      code: "invalid",
    });
  }
  const outcome = await post("https://looks-outside.example/", "{}", {});
  expect(outcome).toEqual({
    status: null,
    reason: "The name points to an internal network.",
    notice: { reason: "webhook.innerName", params: {} },
  });
  process.env.WEBHOOKS_ALLOW_PRIVATE = "true";
  vi.doUnmock("node:dns");
  vi.resetModules();
});

it("a secret that cannot be read fails with that reason, and nothing is sent unsigned", async () => {
  await hook(["message.created"]);
  await sql`update webhooks set secret = ${`${seal("x")}broken`}`;
  await clientWrites("Шесть");
  await run();
  expect(calls).toEqual([]);
  expect((await log())[0]?.failure_reason).toMatch(/AUTH_SECRET/);
});
