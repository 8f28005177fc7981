import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";
import { callRoute } from "./call-route";
import { expectProblem } from "./expect-problem";

// The same key gives the same answer for 24 h, whatever happens to the first one.
const database = await testDatabase({ API_RATE_LIMIT: "0" });
const { sql } = database;
const make = teamMaker(database.db, sql);

let admin: string;
let operator: string;
let mine: number;
let foreign: number;

beforeAll(async () => {
  const department = await make.department("Продажи");
  await sql`update departments set is_default = true where id = ${department}`;
  const operatorId = await make.person("operator", department);
  admin = await make.token(await make.person("admin", null));
  operator = await make.token(operatorId);
  mine = await make.client(department, operatorId);
  foreign = await make.client(await make.department("Поддержка"));
  await make.conversation(mine);
  await sql`update conversations set chat_id = 4242`;
  await make.conversation(foreign);
});
afterAll(() => database.close());

const post = (
  address: string,
  body: unknown,
  token: string,
  headers: Record<string, string> = {},
) => callRoute("POST", address, { token, body, headers });

describe("Idempotency-Key", () => {
  it("gives the same answer again and does the work once", async () => {
    const body = { client_id: mine, content: "Один раз" };
    const key = { "idempotency-key": "k-1" };
    const first = await post("/api/messages/", body, operator, key);
    const again = await post("/api/messages", body, operator, key);
    expect([again.status, again.json]).toEqual([201, first.json]);
    const rows = await sql`select id from messages where content = 'Один раз'`;
    expect(rows).toHaveLength(1);
  });

  it("answers 422 with another body, and counts for one person only", async () => {
    const key = { "idempotency-key": "k-2" };
    await post("/api/messages/", { client_id: mine, content: "А" }, operator, key);
    const other = { client_id: mine, content: "Б" };
    expectProblem(await post("/api/messages/", other, operator, key), 422);
    expect((await post("/api/messages/", other, admin, key)).status).toBe(201);
  });

  it("is free again after a refusal, and at most 200 characters long", async () => {
    const key = { "idempotency-key": "k-3" };
    expectProblem(
      await post("/api/messages/", { client_id: foreign, content: "В" }, operator, key),
      404,
    );
    const good = { client_id: mine, content: "В" };
    expect((await post("/api/messages/", good, operator, key)).status).toBe(201);
    const long = { "idempotency-key": "k".repeat(201) };
    expectProblem(await post("/api/messages/", good, operator, long), 422);
  });

  it("gives a repeat that comes while the first one runs the same answer", async () => {
    const key = { "idempotency-key": "k-4" };
    const body = { client_id: mine, content: "Близнецы" };
    const both = await Promise.all([1, 2].map(() => post("/api/messages/", body, operator, key)));
    expect(both.map(({ status }) => status)).toEqual([201, 201]);
    expect(both[0]?.json).toEqual(both[1]?.json);
    expect(await sql`select id from messages where content = 'Близнецы'`).toHaveLength(1);
  });

  it("belongs to the whole address: a preview is another request", async () => {
    const key = { "idempotency-key": "k-5" };
    const body = { csv: "first_name,phone\nВера,+79160000009\n" };
    const preview = await post("/api/clients/import/?preview=1", body, admin, key);
    expect([preview.status, preview.json.created], preview.text).toEqual([200, 0]);
    expectProblem(await post("/api/clients/import/", body, admin, key), 422);
  });

  it("of a run that died with its process is taken over after a minute, and doubles nothing", async () => {
    const key = { "idempotency-key": "k-6" };
    const body = { client_id: mine, content: "Прервано" };
    const first = await post("/api/messages/", body, operator, key);
    expect(first.status, first.text).toBe(201);
    await sql`update idempotency_keys set status = null, body = to_jsonb(${first.json.client_key}::text),
      created_at = now() - interval '2 minutes' where key = 'k-6'`;
    const again = await post("/api/messages/", body, operator, key);
    expect([again.status, again.json]).toEqual([201, first.json]);
    expect(await sql`select id from messages where content = 'Прервано'`).toHaveLength(1);
    expect((await post("/api/messages/", body, operator, key)).json).toEqual(first.json);
  });
});
