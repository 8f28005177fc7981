import { afterAll, beforeAll, expect, it } from "vitest";
import type { OperatorContext } from "@/lib/context";
import { getStatistics } from "@/lib/statistics/get-statistics";
import { statisticsQuerySchema } from "@/lib/statistics/schemas";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";

const database = await testDatabase();
const { db, sql } = database;
const team = teamMaker(db, sql);
afterAll(() => database.close());

let home: number;
let away: number;
let admin: OperatorContext;
let manager: OperatorContext;
let operator: OperatorContext;

const figures = (ctx: OperatorContext, query: Record<string, string> = {}) =>
  getStatistics(ctx, statisticsQuerySchema.parse(query));

/** A conversation with its case: opened a second after the last midnight, answered so much later. */
async function story(
  departmentId: number,
  operatorId: number | null,
  facts: { answeredAfter?: number; state?: string; waits?: boolean },
) {
  const client = await team.client(departmentId, operatorId);
  const conversation = await team.conversation(client);
  await sql`update conversations set work_state = ${facts.state ?? "needs_reply"},
    waiting_since = ${facts.waits ? sql`now()` : null} where id = ${conversation}`;
  const midnight = sql`date_trunc('day', now() at time zone 'UTC') at time zone 'UTC'`;
  await sql`insert into cases (conversation_id, opened_at, first_response_at, first_response_operator_id)
    values (${conversation}, ${midnight}, ${facts.answeredAfter === undefined ? null : sql`${midnight} + make_interval(secs => ${facts.answeredAfter})`}, ${operatorId})`;
  return { client, conversation };
}

async function message(
  at: { client: number; conversation: number },
  sender: "client" | "operator",
  more: { status?: string; daysAgo?: number; isNote?: boolean } = {},
) {
  await sql`insert into messages (conversation_id, client_id, sender_type, message_type, kind, delivery_status, position, seq, is_internal, created_at)
    values (${at.conversation}, ${at.client}, ${sender}, 'text', 'text', ${more.status ?? (sender === "client" ? "received" : "sent")}, 0, 0, ${more.isNote ?? false},
      date_trunc('day', now() at time zone 'UTC') at time zone 'UTC' - make_interval(days => ${more.daysAgo ?? 0}))`;
}

beforeAll(async () => {
  home = await team.department("Продажи");
  away = await team.department("Поддержка");
  admin = await team.as(await team.person("admin", null));
  manager = await team.as(await team.person("manager", home));
  operator = await team.as(await team.person("operator", home, "Анна"));
  const me = operator.actor.operatorId;
  const first = await story(home, me, { answeredAfter: 10, state: "waiting_client" });
  await story(home, me, { answeredAfter: 20, state: "done" });
  await story(home, null, { answeredAfter: 60, waits: true });
  const other = await story(away, null, { waits: true });
  await message(first, "client");
  await message(first, "client");
  await message(first, "operator");
  await message(first, "operator", { isNote: true });
  await message(first, "operator", { status: "failed" });
  await message(first, "operator", { status: "unknown", daysAgo: 3 });
  await message(other, "client");
  await message(other, "client", { daysAgo: 29 });
  await message(other, "client", { daysAgo: 30 });
});

it("counts what is open, waiting, unassigned, answered, sent and not delivered", async () => {
  expect(await figures(admin)).toMatchObject({
    open: 3,
    waiting: 2,
    unassigned: 2,
    // 10, 20, 60: p90 lies four fifths of the way from 20 to 60.
    first_response: { median_seconds: 20, p90_seconds: 52, count: 3 },
    messages_in: 3,
    messages_out: 2,
    failed: 1,
    unknown: 0,
  });
});

it("takes seven and thirty days with today, a bar for each day", async () => {
  const week = await figures(admin, { period: "7d" });
  expect(week).toMatchObject({ messages_in: 3, messages_out: 3, failed: 1, unknown: 1 });
  expect(week.series).toHaveLength(7);
  expect(week.series[3]).toMatchObject({ messages_in: 0, messages_out: 1 });
  expect(week.series[6]).toMatchObject({ messages_in: 3, messages_out: 2 });
  const month = await figures(admin, { period: "30d" });
  expect(month.series).toHaveLength(30);
  expect(month.messages_in).toBe(4);
  expect(month.series[0]).toMatchObject({ messages_in: 1 });
});

it("keeps to a department and to what the reader may see", async () => {
  expect(await figures(admin, { department_id: String(away) })).toMatchObject({
    open: 1,
    messages_in: 1,
    messages_out: 0,
    failed: 0,
    first_response: { count: 0, median_seconds: null },
  });
  const own = await figures(manager);
  expect(own).toMatchObject({ open: 2, waiting: 1, messages_in: 2, bot: null });
  expect(await figures(manager, { department_id: String(away) })).toMatchObject({
    open: 0,
    messages_in: 0,
  });
});

it("shows load against capacity: all to admins, oneself to an operator", async () => {
  const [anna] = (await figures(operator)).load;
  expect((await figures(operator)).load).toHaveLength(1);
  expect(anna).toMatchObject({ name: "Анна", open: 1, capacity: 20, is_on_duty: true });
  expect((await figures(admin)).load).toHaveLength(3);
  expect((await figures(manager)).load).toHaveLength(2);
});

it("tells admins how bot and worker are", async () => {
  expect((await figures(admin)).bot).toMatchObject({ is_worker_alive: false, failed_updates: 0 });
  const held = await sql.reserve();
  await held`select pg_advisory_lock(7002, 1)`;
  expect((await figures(admin)).bot).toMatchObject({ is_worker_alive: true });
  await held`select pg_advisory_unlock(7002, 1)`;
  held.release();
});
