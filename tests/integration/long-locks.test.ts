import postgres from "postgres";
import { afterAll, afterEach, expect, it } from "vitest";
import { POST } from "@/app/api/telegram/webhook/route";
import { handleUpdate } from "@/bot/handle-update";
import { drainWhole } from "@/lib/assignment/change-hands";
import { fillPlaces } from "@/lib/assignment/tend-queues";
import { isOutage } from "@/lib/core/outage";
import { updateDepartment } from "@/lib/departments/update-department";
import { telegramDesk } from "../support/telegram-desk";
import { waitFor } from "../support/wait-for";

const desk = await telegramDesk();
const { db, sql, url, write } = desk;
const other = postgres(url, { max: 3, onnotice() {} });
const [department] = await sql`select id from departments`;
const departmentId = Number(department?.id);

afterEach(async () => {
  await sql`drop trigger if exists hang on messages`;
});
afterAll(async () => {
  await other.end();
  await desk.close();
});

/** Keeps what `take` locks until `release`, as a report, a migration or a forgotten shell does. */
async function keep(take: (tx: postgres.TransactionSql) => Promise<unknown>) {
  let release = () => {};
  let taken = () => {};
  const isTaken = new Promise<void>((resolve) => {
    taken = resolve;
  });
  const done = other.begin(async (tx) => {
    await take(tx);
    taken();
    await new Promise<void>((resolve) => {
      release = resolve;
    });
  });
  await isTaken;
  return async () => {
    release();
    await done;
  };
}

const outcomeOf = (updates: Promise<unknown>[]) =>
  Promise.allSettled(updates).then((all) => ({
    stored: all.filter(({ status }) => status === "fulfilled").length,
    refused: all.filter((one) => one.status === "rejected" && isOutage(one.reason)).length,
  }));

async function messagesOf(chatId: number): Promise<number> {
  const [row] = await sql`select count(*)::int as n from messages where chat_id = ${chatId}
    and sender_type = 'client'`;
  return Number(row?.n);
}

it("refuses the updates of one locked conversation and stores those of fifty others at once", async () => {
  const chats = Array.from({ length: 50 }, (_, at) => 20_000 + at);
  for (const chatId of [19_999, ...chats]) await write(chatId, "Здравствуйте");
  const release = await keep(
    (tx) => tx`select 1 from conversations where chat_id = 19999 for update`,
  );
  const locked = outcomeOf(Array.from({ length: 30 }, () => write(19_999, "Алло?")));
  const began = performance.now();
  const others = await outcomeOf(chats.map((chatId) => write(chatId, "Ещё вопрос")));
  expect(performance.now() - began).toBeLessThan(5000);
  expect(others).toEqual({ stored: 50, refused: 0 });
  expect(await locked).toEqual({ stored: 0, refused: 30 });
  await release();
  await waitFor(
    () =>
      write(19_999, "Теперь").then(
        () => true,
        () => false,
      ),
    "the chat to be taken again",
  );
  expect(await messagesOf(19_999)).toBe(2);
});

it("refuses the edit of a message in a locked conversation, and others' edits go on", async () => {
  for (const chatId of [21_001, 21_002]) await write(chatId, "Черновик", { message_id: 5_000_000 });
  const release = await keep(
    (tx) => tx`select 1 from conversations where chat_id = 21001 for update`,
  );
  const edit = (chatId: number, updateId: number) => {
    const { message } = updateOf(chatId, 5_000_000);
    const edited = { ...message, text: "Чистовик", edit_date: message.date };
    const update = { update_id: 8_000_000 + updateId, edited_message: edited };
    return handleUpdate(update as unknown as Parameters<typeof handleUpdate>[0]);
  };
  const locked = outcomeOf([edit(21_001, 1), edit(21_001, 2), edit(21_001, 3)]);
  expect(await outcomeOf([edit(21_002, 4)])).toEqual({ stored: 1, refused: 0 });
  expect(await locked).toEqual({ stored: 0, refused: 3 });
  await release();
});

it("answers 503 with Retry-After for a client whose row is locked, within the webhook's budget", async () => {
  await write(22_001, "Здравствуйте");
  const release = await keep(
    (tx) => tx`update clients set last_name = 'Иванова' where telegram_id = 22001`,
  );
  const began = performance.now();
  const answer = await POST(
    new Request("http://127.0.0.1/api/telegram/webhook/", {
      method: "POST",
      headers: { "x-telegram-bot-api-secret-token": process.env.TELEGRAM_WEBHOOK_SECRET ?? "" },
      body: JSON.stringify(updateOf(22_001, 9_000_001)),
    }),
  );
  expect(answer.status).toBe(503);
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(performance.now() - began).toBeLessThan(10_000);
  await release();
});

it("stores new clients while somebody keeps their department's lock, and places them afterwards", async () => {
  await sql`insert into operators (telegram_id, name, department_id, capacity) values (880001, 'Ия', ${departmentId}, 1000)`;
  await fillPlaces(db);
  const release = await keep((tx) => tx`select pg_advisory_xact_lock(7003, ${departmentId}::int)`);
  const chats = Array.from({ length: 50 }, (_, at) => 23_000 + at);
  expect(await outcomeOf(chats.map((chatId) => write(chatId, "Кто там?")))).toEqual({
    stored: 50,
    refused: 0,
  });
  const waiting = () => sql`select 1 from clients
    where telegram_id between 23000 and 23999 and assigned_operator_id is null`;
  expect(await waiting()).toHaveLength(50);
  await release();
  await fillPlaces(db);
  expect(await waiting()).toHaveLength(0);
});

it("cancels a statement that Postgres does not end in time, and its connection is free again", async () => {
  await write(24_001, "Здравствуйте");
  await sql`create or replace function hang() returns trigger language plpgsql as $$ begin
    if new.content = 'Зависни' then perform pg_sleep(600); end if; return new; end $$`;
  await sql`create trigger hang before insert on messages for each row execute function hang()`;
  expect(await outcomeOf([write(24_001, "Зависни")])).toEqual({ stored: 0, refused: 1 });
  await waitFor(async () => {
    const rows = await other`select 1 from pg_stat_activity where datname = current_database()
      and wait_event = 'PgSleep'`;
    return rows.length === 0;
  }, "the statement to be gone");
  expect(await outcomeOf([write(24_001, "И снова")])).toEqual({ stored: 1, refused: 0 });
});

it("drains a long queue and empties a leaver's desk in transactions of at most 25 clients", async () => {
  await sql`update operators set capacity = 0 where telegram_id = 880001`;
  await sql`insert into clients (telegram_id, first_name, department_id)
    select 30000 + n, 'Анна', ${departmentId}::bigint from generate_series(1, 120) n`;
  await sql`insert into conversations (client_id, chat_id, work_state, waiting_since, incoming_count, unanswered_count)
    select id, telegram_id, 'needs_reply', now(), 1, 1 from clients where telegram_id > 30000`;
  await sql`insert into operators (telegram_id, name, department_id) values (880002, 'Лев', ${departmentId})`;
  await updateDepartment(desk.admin, departmentId, { default_capacity: 1000 });
  // The person's own request does a moment's work and leaves the rest to a job.
  expect(await owned()).toBe(25);
  const [job] = await sql`select 1 from graphile_worker.jobs where task_identifier = 'fill-places'`;
  expect(job).toBeDefined();
  await drainWhole(db, departmentId);
  expect(await owned()).toBe(120);
  expect(await largestTransaction()).toBeLessThanOrEqual(25);

  await sql`update operators set is_active = false where telegram_id = 880002`;
  await fillPlaces(db);
  expect(await owned()).toBe(0);
  expect(await largestTransaction()).toBeLessThanOrEqual(25);
});

async function owned(): Promise<number> {
  const [row] = await sql`select count(*)::int as n from clients c join operators o
    on o.id = c.assigned_operator_id where o.telegram_id = 880002`;
  return Number(row?.n);
}

/** Clients that one transaction changed hands of, by the rows' own transaction ids. */
async function largestTransaction(): Promise<number> {
  const [row] =
    await sql`select count(*)::int as n from clients where telegram_id between 30001 and 30120
    group by xmin::text order by 1 desc limit 1`;
  return Number(row?.n);
}

it("chooses an operator by reading what is open, however many clients there are", async () => {
  await sql`insert into operators (telegram_id, name, department_id, capacity)
    select 890000 + n, 'Оператор', ${departmentId}, 150 from generate_series(1, 20) n`;
  const clients = process.env.TEST_FULL ? 100_000 : 10_000;
  await sql`insert into clients (telegram_id, first_name, department_id, assigned_operator_id)
    select 1000000 + n, 'Анна', ${departmentId}::bigint, o.id from generate_series(1, ${clients}::int) n
    join operators o on o.telegram_id = 890001 + n % 20`;
  await sql`insert into conversations (client_id, chat_id, work_state, incoming_count)
    select id, telegram_id, case when telegram_id % 40 = 0 then 'needs_reply' else 'done' end::work_state, 1
    from clients where telegram_id > 1000000`;
  await sql`vacuum analyze clients, conversations, operators`;
  const [row] = await sql`explain (analyze, buffers, format json)
    select pick_operator(${departmentId}::bigint, null)`;
  const [explained] = (row?.["QUERY PLAN"] ?? []) as {
    Plan: Record<string, number>;
    "Execution Time": number;
  }[];
  const plan = explained?.Plan ?? {};
  const milliseconds = explained?.["Execution Time"] ?? Number.NaN;
  console.info(`an operator among ${clients} clients: ${milliseconds.toFixed(1)} ms`);
  expect(Number(plan["Shared Hit Blocks"]) + Number(plan["Shared Read Blocks"])).toBeLessThan(1000);
});

function updateOf(chatId: number, id: number) {
  const from = { id: chatId, is_bot: false, first_name: "Анна" };
  const chat = { id: chatId, type: "private", first_name: "Анна" };
  const date = Math.floor(Date.now() / 1000);
  return { update_id: id, message: { message_id: id, date, chat, from, text: "Алло?" } };
}
