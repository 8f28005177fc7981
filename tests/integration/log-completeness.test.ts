import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startS3Server } from "@/dev/s3/server";
import { startTelegramSimulator } from "@/dev/telegram/server";
import { callerOn, everyRoute } from "@/tests/support/routes/every-route";
import { type RouteRule, routes } from "@/tests/support/routes/route-table";
import { missingId, routeWorld, type Thing, type World } from "@/tests/support/routes/route-world";
import { testDatabase } from "../support/database";

// Every act that changes or exports something, or opens a client's card, leaves a line in the operator
// log, written in its own transaction. A new route is in this test by itself.
const folder = await mkdtemp(join(tmpdir(), "crm-log-s3-"));
const account = { accessKeyId: "test-key", secretAccessKey: "test-secret-key" };
const s3 = await startS3Server({ port: 0, dir: folder, ...account, bucket: "crm-test" });
const simulator = await startTelegramSimulator();
const database = await testDatabase({
  AWS_S3_ENDPOINT_URL: `http://127.0.0.1:${s3.port}`,
  TELEGRAM_API_ROOT: simulator.url,
  TRUST_PROXY: "false",
});
const { db, sql } = database;
let world: World;
const all = await everyRoute();
const call = callerOn(all, () => world);

beforeAll(async () => {
  world = await routeWorld(db, sql);
});
afterAll(async () => {
  await database.close();
  await Promise.all([s3.close(), simulator.close()]);
  await rm(folder, { recursive: true, force: true });
});

/** Acts without a line, and why. */
const silent: Record<string, string> = {
  "POST /api/attachments/": "a link for an upload; the message that carries the file is logged",
  "POST /api/attachments/{id}/complete/": "the same",
  "DELETE /api/attachments/{id}/": "one's own unsent file",
  "POST /api/media/": "a link for an upload; `media_uploaded` follows when the file is there",
  "POST /api/media/{id}/attach/": "a copy for a message, which is logged when it is sent",
  "PUT /api/conversations/{id}/draft/": "one's own unsent text",
  "POST /api/conversations/{id}/read/": "one's own reading mark",
  "POST /api/realtime/user-auth/": "a browser's push connection",
};

/** Routes that read, and are logged all the same. */
const readings = [
  "GET /api/clients/export/",
  "GET /api/logs/export/",
  "GET /api/reports/{id}/csv/",
];

/** What must be so before the act can succeed. */
const prepare: Partial<Record<string, (id: number) => Promise<unknown>>> = {
  "POST /api/conversations/{id}/reopen/": (id) =>
    sql`update conversations set work_state = 'done' where id = ${id}`,
  "POST /api/conversations/{id}/transfer/": (id) =>
    sql`update clients set assigned_operator_id = ${world.people.manager}
        where id = (select client_id from conversations where id = ${id})`,
  "POST /api/conversations/{id}/assign/": (id) =>
    sql`update clients set assigned_operator_id = null
        where id = (select client_id from conversations where id = ${id})`,
  "GET /api/reports/{id}/csv/": (id) =>
    sql`update reports set status = 'done', finished_at = now(),
        storage_key = ${`reports/${id}.csv`} where id = ${id}`,
  "PUT /api/clients/{id}/tags/": async (id) =>
    sql`insert into client_tags (client_id, tag_id) values (${id}, ${await world.things.tag()})`,
  "DELETE /api/sessions/": () => world.make.session(world.people.admin),
  "POST /api/messages/{id}/confirm/": (id) =>
    sql`update messages set delivery_status = 'unknown' where id = ${id}`,
  "POST /api/reports/{id}/retry/": (id) =>
    sql`update reports set status = 'failed', failure_reason = 'x' where id = ${id}`,
};

/** Routes that need more than one request can show; another test proves their line. */
const elsewhere: Record<string, string> = {
  "PATCH /api/messages/{id}/": "main-job.test.ts: a message that Telegram has",
  "DELETE /api/messages/{id}/": "the same",
  "POST /api/media/{id}/complete/": "the browser's journey of /media",
  "POST /api/telegram/failed-updates/{id}/replay/": "needs an update that failed",
  "POST /api/clients/merge/": "clients.test.ts",
};

const acts = Object.entries(routes).filter(
  ([key]) =>
    all.has(key) && (!key.startsWith("GET ") || readings.includes(key)) && !(key in elsewhere),
);

async function about(rule: RouteRule): Promise<number> {
  return rule.thing ? world.things[rule.thing as Thing]() : missingId;
}

it.each(acts)("%s leaves its line in the log, or says why not", async (key, rule) => {
  const who = rule.admin === "ok" ? "admin" : "operator";
  const id = await about(rule);
  await prepare[key]?.(id);
  const [{ last } = { last: 0 }] =
    await sql`select coalesce(max(id), 0)::int as last from operator_logs`;
  const { status, answer } = await call(key, who, id, rule.ask?.(id, world));
  const words = `${status} ${JSON.stringify(answer)?.slice(0, 300)}`;
  if (key in silent) expect(status < 300 || (rule.passes ?? []).includes(status), words).toBe(true);
  else expect(status, words).toBeLessThan(400);
  const lines = await sql`select action, operator_id::int from operator_logs where id > ${last}`;
  const own = lines.filter((line) => line.operator_id === world.people[who]);
  if (key in silent) expect(own).toEqual([]);
  else expect(own.length, `${key} wrote ${JSON.stringify(lines)}`).toBeGreaterThan(0);
});

it("opening a client on the board leaves the same line", async () => {
  const { OpenChat } = await import("@/app/(crm)/kanban/open-chat");
  const id = await world.things.client();
  const ctx = await world.make.as(world.people.operator);
  await OpenChat({ ctx, clientId: String(id) });
  await OpenChat({ ctx, clientId: String(id) });
  const lines = await sql`select operator_id::int from operator_logs
    where client_id = ${id} and action = 'client_opened'`;
  expect(lines).toEqual([{ operator_id: world.people.operator }]);
});

it("opening a client's card leaves a line with the address only behind a trusted proxy", async () => {
  const { openClient } = await import("@/lib/clients/open-client");
  const id = await world.things.client();
  const actor = {
    type: "operator" as const,
    via: "session" as const,
    operatorId: world.people.operator,
    name: "Оператор",
    role: "operator" as const,
    departmentId: world.home,
    sessionId: 1,
    tokenId: null,
  };
  await openClient({ actor, db, requestId: "test", ip: null }, id);
  const lines =
    await sql`select action, ip_address from operator_logs where client_id = ${id} and action = 'client_opened'`;
  expect(lines).toHaveLength(1);
  expect(lines[0]?.ip_address).toBeNull();
});
