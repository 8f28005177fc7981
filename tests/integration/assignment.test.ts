import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { ingestMessage } from "@/lib/updates/ingest-message";
import { testDatabase } from "../support/database";

const database = await testDatabase();
const { sql } = database;
afterAll(() => database.close());

let nextId = 1;
let departmentId = 0;
let operators: number[] = [];

async function team(count: number, capacity: number | null = null) {
  const ids: number[] = [];
  for (let index = 0; index < count; index++) {
    const [row] = await sql`insert into operators (telegram_id, name, department_id, capacity)
      values (${900_000 + nextId++}, 'Оператор', ${departmentId}, ${capacity}) returning id`;
    ids.push(Number(row?.id));
  }
  return ids;
}

beforeEach(async () => {
  await sql`truncate departments, operators, clients, conversations, cases, messages, raw_updates, operator_logs
    restart identity cascade`;
  const [row] = await sql`insert into departments (name, is_default, start_code)
    values ('Поддержка', true, 'support') returning id`;
  departmentId = Number(row?.id);
});

function write(telegramId: number, source: string | null = null) {
  const id = nextId++;
  return ingestMessage(
    { botId: 1, updateId: id, kind: "message", raw: {} },
    {
      client: {
        telegram_id: telegramId,
        first_name: "Анна",
        last_name: "",
        username: null,
        language_code: "ru",
      },
      message: {
        message_id: id,
        date: Math.floor(Date.now() / 1000),
        message_type: "text",
        kind: "text",
        content: "Здравствуйте",
        entities: null,
        payload: null,
        media_group_id: null,
        reply_to: null,
      },
      attachments: [],
      source,
    },
  );
}

async function loads() {
  const rows = await sql`select c.assigned_operator_id as id, count(*)::int as n from clients c
    join conversations v on v.client_id = c.id where v.work_state <> 'done' group by 1 order by 1`;
  return Object.fromEntries(rows.map((row) => [row.id ?? "nobody", row.n]));
}

describe("automatic assignment", () => {
  it("200 clients at once fill 5 operators of 20 exactly and leave 100 in the queue", async () => {
    operators = await team(5, 20);
    const results = await Promise.all(
      Array.from({ length: 200 }, (_, index) => write(1000 + index)),
    );
    expect(results.filter((one) => one.outcome !== "applied")).toEqual([]);
    expect(await loads()).toEqual({
      ...Object.fromEntries(operators.map((id) => [id, 20])),
      nobody: 100,
    });
    const [lines] = await sql`select count(*)::int as n, count(distinct client_id)::int as clients
      from operator_logs where action = 'client_assigned' and details ->> 'reason' = 'new_client'`;
    expect(lines).toEqual({ n: 100, clients: 100 });
  });
});
