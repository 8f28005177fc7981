import { afterAll, beforeAll, expect, it } from "vitest";
import { createClient } from "@/lib/clients/create-client";
import type { OperatorContext } from "@/lib/context";
import { listCases } from "@/lib/conversations/list-cases";
import { markRead } from "@/lib/conversations/mark-read";
import { conversationCounts, listConversations } from "@/lib/conversations/queries";
import { listConversationsSchema } from "@/lib/conversations/schemas";
import { setDone } from "@/lib/conversations/set-done";
import { snooze } from "@/lib/conversations/snooze";
import type { ConversationView } from "@/lib/conversations/terms";
import { sendMessage } from "@/lib/messages/send-message";
import { operatorLoads } from "@/lib/operators/operator-loads";
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
let anna: OperatorContext;
let boris: OperatorContext;
const chats: Record<string, { client: number; conversation: number }> = {};

/** A conversation in which the client has written. */
async function chat(name: string, departmentId: number, operatorId: number | null) {
  const client = await team.client(departmentId, operatorId);
  const conversation = await team.conversation(client);
  await sql`update conversations set incoming_count = 1, unanswered_count = 1, work_state = 'needs_reply',
    waiting_since = now(), last_message_at = now() where id = ${conversation}`;
  chats[name] = { client, conversation };
  return chats[name];
}

const nameOf = (id: number) =>
  Object.entries(chats).find(([, { conversation }]) => conversation === id)?.[0] ?? String(id);

async function names(
  ctx: OperatorContext,
  view: ConversationView,
  filter: Record<string, string> = {},
): Promise<string[]> {
  const page = await listConversations(ctx, listConversationsSchema.parse({ view, ...filter }));
  return page.results.map(({ id }) => nameOf(id)).sort();
}

async function failedAnswer(name: string, status: "failed" | "unknown", daysAgo: number) {
  const { client, conversation } = chats[name] as { client: number; conversation: number };
  await sql`insert into messages (conversation_id, client_id, sender_type, message_type, kind, delivery_status, position, seq, created_at)
    values (${conversation}, ${client}, 'operator', 'text', 'text', ${status}, 0, 0, now() - make_interval(days => ${daysAgo}))`;
}

beforeAll(async () => {
  home = await team.department("Продажи");
  away = await team.department("Поддержка");
  admin = await team.as(await team.person("admin", null));
  anna = await team.as(await team.person("operator", home, "Анна"));
  boris = await team.as(await team.person("operator", home, "Борис"));
  // Nobody takes from the queue meanwhile.
  await sql`update operators set is_on_duty = false`;
  const me = anna.actor.operatorId;
  await chat("open", home, me);
  await chat("resting", home, me);
  await chat("finished", home, me);
  await chat("free", home, null);
  await chat("freeResting", home, null);
  await chat("other", away, null);
  const tomorrow = { until: new Date(Date.now() + 86_400_000).toISOString() };
  await snooze(anna, chats.resting?.conversation ?? 0, tomorrow);
  await snooze(anna, chats.freeResting?.conversation ?? 0, tomorrow);
  await setDone(anna, chats.finished?.conversation ?? 0);
  // By hand: a client with nothing but a place for notes.
  await createClient(anna, { first_name: "Карточка", assigned_operator_id: me });
});

it("keeps mine, unassigned and department to what is neither done nor snoozed", async () => {
  expect(await names(anna, "mine")).toEqual(["open"]);
  expect(await names(anna, "unassigned")).toEqual(["free"]);
  expect(await names(anna, "department")).toEqual(["free", "open"]);
  expect(await names(anna, "snoozed")).toEqual(["freeResting", "resting"]);
  expect(await names(anna, "done")).toEqual(["finished"]);
  expect(await names(anna, "open")).toEqual(["free", "freeResting", "open", "resting"]);
  expect(await names(anna, "all")).toEqual(["finished", "free", "freeResting", "open", "resting"]);
});

it("counts what the views hold", async () => {
  expect(await conversationCounts(anna, {})).toMatchObject({
    mine: 1,
    unassigned: 1,
    department: 2,
    open: 4,
    snoozed: 2,
    done: 1,
    all: 5,
  });
});

it("narrows a view and its counters to a department and an operator", async () => {
  const id = String(anna.actor.operatorId);
  expect(await names(admin, "open", { operator_id: id })).toEqual(["open", "resting"]);
  expect(await names(admin, "unassigned", { department_id: String(away) })).toEqual(["other"]);
  expect(await conversationCounts(admin, { department_id: away })).toMatchObject({
    unassigned: 1,
    waiting: 1,
    mine: 0,
  });
  expect(await names(anna, "all", { department_id: String(away) })).toEqual([]);
});

it("shows what did not arrive since a moment, in one state or both", async () => {
  await failedAnswer("open", "failed", 1);
  await failedAnswer("free", "unknown", 10);
  await failedAnswer("resting", "failed", 40);
  const since = new Date(Date.now() - 3 * 86_400_000).toISOString();
  expect(await names(anna, "undelivered")).toEqual(["free", "open"]);
  expect(await names(anna, "undelivered", { since })).toEqual(["open"]);
  expect(await names(anna, "undelivered", { delivery_status: "unknown" })).toEqual(["free"]);
  const longAgo = listConversationsSchema.safeParse({ since: "0000-01-01T00:00:00Z" });
  expect(longAgo.success, "no moment that Postgres does not have").toBe(false);
});

it("leaves clients without a conversation out of load and figures", async () => {
  const me = anna.actor.operatorId;
  expect((await operatorLoads(admin))[me]).toBe(2);
  const figures = await getStatistics(anna, statisticsQuerySchema.parse({}));
  expect(figures).toMatchObject({ open: 4, unassigned: 1 });
  expect(figures.load).toMatchObject([{ open: 2 }]);
});

it("keeps the notes that call a colleague until they are read", async () => {
  const { client, conversation } = chats.open as { client: number; conversation: number };
  const [me, colleague] = [anna.actor.operatorId, boris.actor.operatorId];
  const stranger = await team.person("operator", away);
  const gone = await team.person("operator", home);
  await sql`update operators set is_active = false where id = ${gone}`;
  await sendMessage(anna, {
    client_id: client,
    content: "@Борис, посмотри",
    is_internal: true,
    mentioned_operator_ids: [colleague, stranger, gone, me],
  });
  const rows = await sql`select operator_id from mentions`;
  expect(rows.map((row) => Number(row.operator_id))).toEqual([colleague]);
  expect((await conversationCounts(boris, {})).mentions).toBe(1);
  expect((await conversationCounts(anna, {})).mentions).toBe(0);
  await markRead(boris, conversation);
  await markRead(boris, conversation);
  expect((await conversationCounts(boris, {})).mentions).toBe(0);
  expect(await names(boris, "mentions")).toEqual(["open"]);
});

it("tells where in the thread each case begins", async () => {
  const { client, conversation } = await chat("cases", home, anna.actor.operatorId);
  const made = await sql`insert into cases (conversation_id, closed_at)
    values (${conversation}, now()), (${conversation}, null) returning id`;
  const [first, second] = made.map((row) => Number(row.id));
  const write = async (caseId: number | undefined) => {
    const [row] =
      await sql`insert into messages (conversation_id, client_id, case_id, sender_type, message_type, kind, delivery_status, position, seq)
      values (${conversation}, ${client}, ${caseId ?? null}, 'client', 'text', 'text', 'received', 0, 0) returning id`;
    return Number(row?.id);
  };
  const begin = await write(first);
  await write(first);
  const { results } = await listCases(anna, client, { limit: 10 });
  expect(results).toMatchObject([
    { id: second, first_message_id: null },
    { id: first, first_message_id: begin },
  ]);
});
