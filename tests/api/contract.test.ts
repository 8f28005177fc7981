import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";
import { callRoute } from "./call-route";
import { answerChecker } from "./check-answer";
import { expectProblem } from "./expect-problem";

// The promises of the contract by name: fields, rights, repeats, pages. Real handlers, real Postgres.
const database = await testDatabase({ API_RATE_LIMIT: "0" });
const { sql } = database;
const make = teamMaker(database.db, sql);

let admin: string;
let operator: string;
let adminId: number;
let operatorId: number;
let department: number;
let elsewhere: number;
let mine: number;
let foreign: number;
let wrong: Awaited<ReturnType<typeof answerChecker>>;

beforeAll(async () => {
  wrong = await answerChecker();
  department = await make.department("Продажи");
  elsewhere = await make.department("Поддержка");
  await sql`update departments set is_default = true where id = ${department}`;
  adminId = await make.person("admin", null);
  operatorId = await make.person("operator", department);
  admin = await make.token(adminId);
  operator = await make.token(operatorId);
  mine = await make.client(department, operatorId);
  foreign = await make.client(elsewhere);
  await make.conversation(mine);
  await sql`update conversations set chat_id = 4242`;
  await make.conversation(foreign);
}, 60_000);
afterAll(() => database.close());

const get = (address: string, token = admin) => callRoute("GET", address, { token });
const post = (
  address: string,
  body: unknown,
  token = admin,
  headers: Record<string, string> = {},
) => callRoute("POST", address, { token, body, headers });
const patch = (address: string, body: unknown, token = admin) =>
  callRoute("PATCH", address, { token, body });
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z$/);

describe("objects", () => {
  it("a client has the contract's fields", async () => {
    const answer = await get(`/api/clients/${mine}/`);
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      id: mine,
      telegram_id: expect.any(Number),
      first_name: "Анна",
      last_name: "Смирнова",
      username: null,
      phone: "+79161234567",
      email: "anna@example.com",
      status: "lead",
      assigned_operator_id: operatorId,
      department_id: department,
      created_at: time,
      updated_at: time,
    });
    expect(wrong("GET", "/api/clients/{id}/", answer)).toBeNull();
  });

  it("a sent message answers 201, queued, with the contract's fields", async () => {
    const answer = await post(
      "/api/messages/",
      { client_id: mine, content: "Здравствуйте!" },
      operator,
    );
    expect(answer.status, answer.text).toBe(201);
    expect(answer.json).toMatchObject({
      id: expect.any(Number),
      client_id: mine,
      sender: { type: "operator", operator_id: operatorId },
      content: "Здравствуйте!",
      message_type: "text",
      kind: "text",
      telegram_message_id: null,
      delivery_status: "queued",
      failure_reason: null,
      attachments: [],
      created_at: time,
    });
    expect(wrong("POST", "/api/messages/", answer)).toBeNull();
    const read = await get(`/api/messages/${answer.json.id}`, operator);
    expect(read.json).toEqual(answer.json);
    const list = await get(`/api/messages/?client_id=${mine}&order=desc`, operator);
    expect(list.json.results.map(({ id }: { id: number }) => id)).toContain(answer.json.id);
  });

  it("an operator and a department have the contract's fields", async () => {
    const me = await get("/api/me/", operator);
    expect(me.json).toMatchObject({
      id: operatorId,
      name: expect.any(String),
      telegram_id: expect.any(Number),
      role: "operator",
      department_id: department,
      is_active: true,
      joined_at: time,
    });
    expect((await get(`/api/operators/${operatorId}/`)).json).toMatchObject({ id: operatorId });
    expect((await get(`/api/departments/${department}/`)).json).toMatchObject({
      id: department,
      name: "Продажи",
      description: "",
      manager_id: null,
      created_at: time,
      updated_at: time,
    });
  });

  it("a conversation carries its client, and can be marked read with 204", async () => {
    const { json } = await get(`/api/conversations/?view=all&limit=1`, operator);
    const [one] = json.results;
    expect(one.client.id).toBe(mine);
    expect((await get(`/api/conversations/${one.id}/`, operator)).json.id).toBe(one.id);
    const read = await callRoute("POST", `/api/conversations/${one.id}/read`, { token: operator });
    expect([read.status, read.text]).toEqual([204, ""]);
    const counts = await get("/api/conversations/counts/", operator);
    expect(counts.json).toMatchObject({ mine: 1, all: 1 });
    const changes = await get("/api/conversations/changes/", operator);
    expect(changes.json).toMatchObject({ results: expect.any(Array), gone: [], is_reset: true });
  });

  it("an upload is a link with fields, an invite a link shown once", async () => {
    const file = { name: "счёт.pdf", mime_type: "application/pdf", size: 1000 };
    const upload = await post("/api/attachments/", file, operator);
    expect(upload.status, upload.text).toBe(201);
    expect(upload.json.attachment).toMatchObject({ ...file, status: "uploading", url: null });
    expect(upload.json.upload).toMatchObject({ method: "POST", headers: {} });
    expect(upload.json.upload.fields).toHaveProperty("Policy");
    expectProblem(await get(`/api/attachments/${upload.json.attachment.id}/`), 404);
    const invite = await post("/api/invites/", { role: "operator", department_id: department });
    expect(invite.status, invite.text).toBe(201);
    expect(wrong("POST", "/api/invites/", invite)).toBeNull();
  });
});

describe("changes", () => {
  it("PATCH sets what is given and nothing else", async () => {
    const before = (await get(`/api/clients/${mine}/`)).json;
    const answer = await patch(
      `/api/clients/${mine}`,
      { first_name: "Ольга", email: null },
      operator,
    );
    expect(answer.status, answer.text).toBe(200);
    expect(answer.json).toEqual({
      ...before,
      first_name: "Ольга",
      email: null,
      updated_at: expect.any(String),
    });
  });

  it("what stays as it is needs no right: an operator sends the whole card back", async () => {
    const card = (await get(`/api/clients/${mine}/`, operator)).json;
    const whole = {
      department_id: card.department_id,
      assigned_operator_id: card.assigned_operator_id,
      first_name: card.first_name,
    };
    const answer = await patch(`/api/clients/${mine}/`, whole, operator);
    expect([answer.status, answer.json.department_id], answer.text).toEqual([200, department]);
    const moved = { ...whole, department_id: elsewhere };
    expectProblem(await patch(`/api/clients/${mine}/`, moved, operator), 403);
    expectProblem(await patch(`/api/clients/${foreign}/`, whole, operator), 404);
  });

  it("a PATCH of nothing answers 200 with the object as it was", async () => {
    const tag = (await post("/api/tags/", { name: "Пусто" })).json.id;
    for (const path of [
      `/api/operators/${operatorId}/`,
      `/api/clients/${mine}/`,
      `/api/departments/${department}/`,
      `/api/tags/${tag}/`,
      "/api/settings/",
    ]) {
      const before = (await get(path)).json;
      const answer = await patch(path, { no_such_field: 1 });
      expect(answer.status, `${path} ${answer.text}`).toBe(200);
      expect({ ...answer.json, updated_at: 0 }).toEqual({ ...before, updated_at: 0 });
    }
  });

  it("a bad value answers 422 and names the field", async () => {
    const answer = await patch(`/api/clients/${mine}/`, { email: "no", status: "gold" });
    expectProblem(answer, 422);
    expect(answer.json.errors.map(({ field }: { field: string }) => field).sort()).toEqual([
      "email",
      "status",
    ]);
    expectProblem(await patch(`/api/operators/${operatorId}/`, { role: "king" }), 422);
    expectProblem(await post("/api/messages/", { client_id: mine, content: "  " }, operator), 422);
    expectProblem(await patch(`/api/clients/${mine}/`, { department_id: 999_999 }), 422);
  });

  it("an error is in Russian for whoever asks for it, else in English", async () => {
    const ask = (headers: Record<string, string>) =>
      callRoute("PATCH", `/api/clients/${mine}/`, {
        token: admin,
        body: { department_id: 999_999, status: "gold" },
        headers,
      });
    const russian = await ask({ "accept-language": "ru-RU,ru;q=0.9" });
    expect(russian.json.detail).toBe("Некоторые значения не подходят.");
    expect(russian.json.errors[0].message).toMatch(/[а-я]/);
    const english = await ask({});
    expect(english.json.detail).toBe("Some values are not valid.");
    const byCookie = await ask({ cookie: "locale=ru" });
    expect(byCookie.json.detail).toBe("Некоторые значения не подходят.");
  });

  it("DELETE answers 204 without a body, and 404 afterwards", async () => {
    const made = await post("/api/departments/", { name: "На час" });
    expect(made.status, made.text).toBe(201);
    const gone = await callRoute("DELETE", `/api/departments/${made.json.id}/`, { token: admin });
    expect([gone.status, gone.text]).toEqual([204, ""]);
    expectProblem(await get(`/api/departments/${made.json.id}/`), 404);
    expectProblem(
      await callRoute("DELETE", `/api/departments/${made.json.id}/`, { token: admin }),
      404,
    );
  });

  it("a report answers 201 with what was asked for", async () => {
    const answer = await post("/api/reports/", { from_day: "2026-01-01", to_day: "2026-01-02" });
    expect(answer.status, answer.text).toBe(201);
    expect(answer.json).toMatchObject({ id: expect.any(Number), status: "queued" });
    expect(wrong("POST", "/api/reports/", answer)).toBeNull();
    await sql`update reports set status = 'failed' where id = ${answer.json.id}`;
    const again = await post(`/api/reports/${answer.json.id}/retry/`, undefined);
    expect(again.status, again.text).toBe(201);
  });

  it("what clashes answers 409", async () => {
    expectProblem(await post("/api/departments/", { name: "Продажи" }), 409);
  });
});

describe("rights", () => {
  it("what one may not see answers 404 and is in no list", async () => {
    expectProblem(await get(`/api/clients/${foreign}/`, operator), 404);
    expectProblem(await patch(`/api/clients/${foreign}/`, { first_name: "x" }, operator), 404);
    expectProblem(
      await post("/api/messages/", { client_id: foreign, content: "x" }, operator),
      404,
    );
    expectProblem(await get(`/api/messages/?client_id=${foreign}`, operator), 404);
    const { json } = await get("/api/clients/?limit=200", operator);
    expect(json.results.map(({ id }: { id: number }) => id)).toEqual([mine]);
  });

  it("what one may see but not do answers 403", async () => {
    expectProblem(await patch(`/api/operators/${operatorId}/`, { role: "admin" }, operator), 403);
    expectProblem(await post("/api/departments/", { name: "Моё" }, operator), 403);
    expectProblem(
      await post("/api/invites/", { role: "admin", department_id: null }, operator),
      403,
    );
  });

  it("a revoked token and a deactivated owner's token are refused at once", async () => {
    const person = await make.person("operator", department);
    const token = await make.token(person);
    expect((await get("/api/me/", token)).status).toBe(200);
    await patch(`/api/operators/${person}/`, { is_active: false });
    expectProblem(await get("/api/me/", token), 401);
  });

  it("a session cookie may change things from our own page, and from a program", async () => {
    const { cookie } = await make.session(operatorId);
    for (const headers of [
      { cookie, "sec-fetch-site": "same-origin" },
      { cookie, origin: "http://127.0.0.1:3999" },
      { cookie },
    ]) {
      const call = { headers, body: { phone: "+79" } };
      expect((await callRoute("PATCH", `/api/clients/${mine}/`, call)).status).toBe(200);
    }
  });
});

describe("erasing a client", () => {
  it("needs no name; one that is given must be the client's", async () => {
    const erase = (id: number, query: string) =>
      callRoute("DELETE", `/api/clients/${id}/${query}`, { token: admin });
    const one = await make.client(department);
    expectProblem(await erase(one, "?confirm=Ольга"), 422);
    expectProblem(await erase(one, "?confirm="), 422);
    expect((await erase(one, "")).status).toBe(204);
    expectProblem(await get(`/api/clients/${one}/`), 404);
    const other = await make.client(department);
    const named = await erase(other, `?confirm=${encodeURIComponent("Анна Смирнова")}`);
    expect(named.status).toBe(204);
  });
});

describe("pages", () => {
  it("by key show each row once, while rows are added", async () => {
    for (let n = 0; n < 7; n++) await make.client(department);
    const seen: number[] = [];
    let cursor: string | null = null;
    do {
      const address: string = `/api/clients/?limit=3${cursor ? `&cursor=${cursor}` : ""}`;
      const { json } = await get(address);
      seen.push(...json.results.map(({ id }: { id: number }) => id));
      expect(json.results.length).toBeLessThanOrEqual(3);
      cursor = json.next_cursor;
      if (seen.length === 3) await make.client(department);
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(9);
  });

  it("take an empty filter for none", async () => {
    expect((await get("/api/logs/?operator_id=&date=&cursor=")).status).toBe(200);
    expect((await get("/api/clients/?limit=&status=&search=")).status).toBe(200);
    expectProblem(await get("/api/messages/?client_id="), 422);
  });

  it("filter clients by search, status, department and operator", async () => {
    const ids = async (query: string) =>
      (await get(`/api/clients/?limit=200&${query}`)).json.results.map(
        ({ id }: { id: number }) => id,
      );
    expect(await ids(`assigned_operator_id=${operatorId}`)).toEqual([mine]);
    expect(await ids(`search=${encodeURIComponent("Ольга")}`)).toEqual([mine]);
    expect(await ids("status=closed")).toEqual([]);
    expect(await ids(`department_id=${department}`)).not.toContain(foreign);
  });
});
