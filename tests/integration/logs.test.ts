import { afterAll, beforeAll, expect, it } from "vitest";
import { openClient } from "@/lib/clients/open-client";
import type { OperatorContext } from "@/lib/context";
import { exportLogs } from "@/lib/logs/export-logs";
import { listClientActivity } from "@/lib/logs/list-client-activity";
import { listLogs } from "@/lib/logs/queries";
import { exportLogsSchema, listLogsSchema } from "@/lib/logs/schemas";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";

const database = await testDatabase();
const { db, sql } = database;
const team = teamMaker(db, sql);
afterAll(() => database.close());

let admin: OperatorContext;
let manager: OperatorContext;
let operator: OperatorContext;
let stranger: OperatorContext;
let client: number;
let foreign: number;

const lines = (ctx: OperatorContext, query: Record<string, string> = {}) =>
  listLogs(ctx, listLogsSchema.parse(query));

async function line(
  operatorId: number | null,
  at: string,
  more: { action?: string; client?: number; ip?: string; words?: string } = {},
) {
  const [row] =
    await sql`insert into operator_logs (operator_id, action, description, client_id, ip_address, timestamp)
      values (${operatorId}, ${more.action ?? "login"}, ${more.words ?? ""}, ${more.client ?? null}, ${more.ip ?? null}, ${at})
      returning id`;
  return Number(row?.id);
}

beforeAll(async () => {
  const home = await team.department("Продажи");
  const away = await team.department("Поддержка");
  admin = await team.as(await team.person("admin", null));
  manager = await team.as(await team.person("manager", home));
  operator = await team.as(await team.person("operator", home, "=HYPERLINK(1)"));
  stranger = await team.as(await team.person("operator", away));
  client = await team.client(home);
  foreign = await team.client(away);
});

it("pages newest first without gaps or doubles, also within one microsecond's second", async () => {
  const made: number[] = [];
  for (let n = 0; n < 23; n++) {
    // Ids and times disagree, several share one time.
    const at = `2026-05-01T10:00:00.${String(100_000 + ((n * 7) % 11)).padStart(6, "0")}Z`;
    made.push(await line(operator.actor.operatorId, at, { ip: "198.51.100.1" }));
  }
  const seen: { id: number; timestamp: string }[] = [];
  let cursor: string | undefined;
  do {
    const page = await lines(admin, {
      ip: "198.51.100.1",
      limit: "4",
      ...(cursor ? { cursor } : {}),
    });
    seen.push(...page.results);
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  expect(seen.map(({ id }) => id).sort()).toEqual([...made].sort());
  const rows =
    await sql`select id::int from operator_logs where ip_address = '198.51.100.1' order by timestamp desc, id desc`;
  expect(seen.map(({ id }) => id)).toEqual(rows.map((row) => row.id));
});

it("takes days in the reader's time zone", async () => {
  const late = await line(operator.actor.operatorId, "2026-06-01T21:30:00Z", { ip: "192.0.2.9" });
  const ids = async (query: Record<string, string>) =>
    (await lines(admin, { ip: "192.0.2.9", ...query })).results.map(({ id }) => id);
  expect(await ids({ date: "2026-06-01" })).toEqual([late]);
  expect(await ids({ date: "2026-06-01", time_zone: "Europe/Moscow" })).toEqual([]);
  expect(await ids({ date: "2026-06-02", time_zone: "Europe/Moscow" })).toEqual([late]);
  expect(await ids({ from: "2026-05-30", to: "2026-06-01" })).toEqual([late]);
  expect(await ids({ from: "2026-06-02" })).toEqual([]);
});

it("filters by operator, action, client and address", async () => {
  const id = await line(operator.actor.operatorId, "2026-07-01T10:00:00Z", {
    action: "status_changed",
    client,
    ip: "192.0.2.44",
  });
  const query = {
    operator_id: String(operator.actor.operatorId),
    action: "status_changed",
    client_id: String(client),
    ip: "192.0.2.44",
  };
  expect((await lines(admin, query)).results.map((one) => one.id)).toEqual([id]);
  expect((await lines(admin, { ...query, action: "login" })).results).toEqual([]);
});

it("shows managers their people and clients, operators themselves, nobody else's names", async () => {
  const at = "2026-08-01T10:00:00Z";
  const ip = "192.0.2.80";
  const byOperator = await line(operator.actor.operatorId, at, { ip });
  const byStranger = await line(stranger.actor.operatorId, at, { ip });
  const aboutOurs = await line(stranger.actor.operatorId, at, { ip, client });
  const aboutTheirs = await line(operator.actor.operatorId, at, { ip, client: foreign });
  const bySystem = await line(null, at, { ip });
  const ids = async (ctx: OperatorContext) =>
    (await lines(ctx, { ip })).results.map(({ id }) => id).sort();
  expect(await ids(admin)).toEqual(
    [byOperator, byStranger, aboutOurs, aboutTheirs, bySystem].sort(),
  );
  expect(await ids(manager)).toEqual([byOperator, aboutOurs, aboutTheirs].sort());
  expect(await ids(operator)).toEqual([byOperator, aboutTheirs].sort());
  const own = (await lines(operator, { ip })).results.find(({ id }) => id === aboutTheirs);
  expect(own).toMatchObject({ client_id: foreign, client_name: null });
});

it("exports what the reader sees as defused CSV and writes that down first", async () => {
  await line(operator.actor.operatorId, "2026-09-01T10:00:00Z", {
    ip: "192.0.2.99",
    words: "\t=cmd()",
  });
  const stream = await exportLogs(operator, exportLogsSchema.parse({ ip: "192.0.2.99" }));
  expect(await team.logged(operator.actor.operatorId)).toContain("export_made");
  const text = await new Response(stream).text();
  const rows = text.split("\r\n");
  expect(rows[0]).toContain("timestamp");
  expect(text).toContain("'=HYPERLINK(1)");
  expect(text).toContain("'\t'=cmd()");
  expect(rows.filter(Boolean)).toHaveLength(2);
});

it("writes an opened card down once in ten minutes, also when two windows open it", async () => {
  const id = await team.client(operator.actor.departmentId);
  await Promise.all([openClient(operator, id), openClient(operator, id), openClient(operator, id)]);
  await openClient(manager, id);
  const opened = () =>
    sql`select operator_id::int as operator_id, ip_address from operator_logs where action = 'client_opened' and client_id = ${id} order by id`;
  expect(await opened()).toMatchObject([
    { operator_id: operator.actor.operatorId, ip_address: "203.0.113.7" },
    { operator_id: manager.actor.operatorId },
  ]);
  await sql`update operator_logs set timestamp = timestamp - interval '11 minutes' where client_id = ${id}`;
  await openClient(operator, id);
  expect(await opened()).toHaveLength(3);
  await expect(openClient(stranger, id)).rejects.toMatchObject({ code: "not_found" });
});

it("shows a client's activity to everyone who sees the client, without addresses and lookers", async () => {
  const id = await team.client(operator.actor.departmentId);
  const by = manager.actor.operatorId;
  const made = await line(by, "2026-10-01T10:00:00Z", {
    client: id,
    action: "status_changed",
    ip: "192.0.2.1",
  });
  await line(by, "2026-10-01T11:00:00Z", { client: id, action: "client_opened" });
  await line(by, "2026-10-01T12:00:00Z", { client: id, action: "message_sent" });
  const later = await line(null, "2026-10-02T10:00:00Z", { client: id, action: "client_assigned" });
  const first = await listClientActivity(operator, id, { limit: 1 });
  expect(first.results.map((one) => one.id)).toEqual([later]);
  const cursor = first.next_cursor ?? "";
  const rest = await listClientActivity(operator, id, { limit: 1, cursor });
  expect(rest).toMatchObject({ results: [{ id: made, operator_id: by }], next_cursor: null });
  expect(rest.results[0]).not.toHaveProperty("ip_address");
  const foreignToThem = listClientActivity(stranger, id, { limit: 1 });
  await expect(foreignToThem).rejects.toMatchObject({ code: "not_found" });
});
