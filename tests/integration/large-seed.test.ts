import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import * as schema from "@/db/schema";
import { largeIds, writeLarge } from "@/db/seed/write-large";
import { listClients } from "@/lib/clients/queries";
import type { OperatorContext } from "@/lib/context";
import { listConversations } from "@/lib/conversations/queries";
import { listMessages } from "@/lib/messages/queries";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";

const { db, sql, url, close } = await testDatabase();
const make = teamMaker(db, sql);
const size = { clients: 301, messages: 3000, longest: 600, operators: 6 };
let admin: OperatorContext;

beforeAll(async () => {
  await make.department("Поддержка");
  await make.department("Продажи");
  await sql`insert into tags (name, color) values ('VIP', 'blue'), ('Опт', 'green')`;
  admin = await make.as(await make.person("admin", null));
  expect(await writeLarge(db, size, 1, () => undefined)).toBe(true);
});
afterAll(() => close());

it("is added once", async () => {
  expect(await writeLarge(db, size, 1, () => undefined)).toBe(false);
});

it("has the clients and messages that were asked for, and one long thread", async () => {
  const [counts] = await sql`select
    (select count(*)::int from clients) as clients, (select count(*)::int from messages) as messages,
    (select max(n)::int from (select count(*) as n from messages group by client_id) one) as longest,
    (select count(*)::int from clients where telegram_id <= 4294967296) as small`;
  expect(counts).toEqual({ clients: 301, messages: 3000, longest: 600, small: 0 });
});

it("leaves every conversation as its messages say", async () => {
  const wrong = await sql`
    with told as (
      select m.conversation_id as id, count(*) filter (where sender_type = 'client') as incoming, max(seq) as seq,
        max(m.created_at) as last_at, max(position) as top, (array_agg(m.id order by position desc))[1] as last_id,
        (array_agg(sender_type order by position))[1] as first_sender,
        (array_agg(sender_type order by position desc))[1] as last_sender,
        coalesce(max(position) filter (where sender_type = 'operator'), 0) as answered,
        min(m.created_at) filter (where sender_type = 'operator') as first_answer
      from messages m group by 1
    )
    select v.id from conversations v join told t using (id)
    join cases e on e.conversation_id = v.id join clients c on c.id = v.client_id
    where v.incoming_count <> t.incoming or v.seq <> t.seq or v.last_message_at <> t.last_at
      or v.last_telegram_message_id <> t.top or v.last_message_id <> t.last_id or t.first_sender <> 'client'
      or v.unanswered_count <> (select count(*) from messages m where m.conversation_id = v.id
        and m.position > t.answered and v.work_state = 'needs_reply')
      or (v.work_state = 'needs_reply') <> (v.waiting_since is not null)
      or (v.work_state = 'needs_reply') <> (t.last_sender = 'client') and v.work_state <> 'done'
      or v.waiting_since <> (select min(m.created_at) from messages m where m.conversation_id = v.id and m.position > t.answered)
      or (v.work_state = 'done') <> (e.closed_at is not null)
      or e.first_response_at is distinct from t.first_answer
      or (v.work_state = 'snoozed') <> (v.snoozed_until is not null)`;
  expect(wrong).toHaveLength(0);
  const [odd] = await sql`select
    (select count(*)::int from messages where (sender_type = 'operator') <> (operator_id is not null)) as authors,
    (select count(*)::int from messages where created_at > now()) as future,
    (select count(*)::int from clients c join operators o on o.id = c.assigned_operator_id
      where o.department_id <> c.department_id) as strangers,
    (select count(*)::int from conversations v left join messages m on m.conversation_id = v.id where m.id is null) as empty`;
  expect(odd).toEqual({ authors: 0, future: 0, strangers: 0, empty: 0 });
});

it("is what the lists show, to the last page of the long thread", async () => {
  const waiting = await listConversations(admin, { view: "waiting", limit: 50 });
  expect(waiting.results.length).toBeGreaterThan(5);
  expect((await listClients(admin, { limit: 200, sort: "-created_at" })).results).toHaveLength(200);
  const [first] = await sql`select id from clients where telegram_id = ${largeIds.clients + 1}`;
  let cursor: string | undefined;
  let seen = 0;
  do {
    const page = await listMessages(admin, {
      client_id: first?.id,
      order: "desc",
      limit: 200,
      ...(cursor ? { cursor } : {}),
    });
    seen += page.results.length;
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  expect(seen).toBe(600);
});

it("is read page by page along an index, never sorted whole", async () => {
  const client = postgres(url, { max: 1, onnotice() {} });
  const pages: { text: string; values: unknown[] }[] = [];
  const logQuery = (text: string, values: unknown[]) => {
    if (/ order by .* limit \$\d+$/s.test(text)) pages.push({ text, values });
  };
  const watched = drizzle(client, { schema, casing: "snake_case", logger: { logQuery } });
  const ctx = { ...admin, db: watched };
  // On a small set Postgres would rather read everything; a sort is left only where nothing else can be.
  await client`set enable_seqscan = off`;
  await client`set enable_sort = off`;
  await listClients(ctx, { status: "lead", sort: "board", limit: 50 });
  await listClients(ctx, { sort: "-updated_at", limit: 50 });
  await listConversations(ctx, { view: "all", limit: 50 });
  await listConversations(ctx, { view: "waiting", limit: 50 });
  expect(pages).toHaveLength(4);
  for (const { text, values } of pages) {
    const plan = await client.unsafe(`explain ${text}`, values as never[]);
    expect(plan.map((line) => line["QUERY PLAN"]).join("\n")).not.toMatch(/\bSort\b/);
  }
  await client.end();
});
