import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiDocument } from "@/app/api/schema/document";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";
import { callRoute } from "./call-route";
import { expectProblem } from "./expect-problem";

// Every list pages by key and narrows by what it says it does.
const database = await testDatabase({ API_RATE_LIMIT: "0" });
const { sql } = database;
const make = teamMaker(database.db, sql);

let admin: string;
let operatorId: number;
let sales: number;
let support: number;
let quiet: number[];
let loud: number;

beforeAll(async () => {
  sales = await make.department("Продажи");
  support = await make.department("поддержка");
  await make.department("Архив");
  operatorId = await make.person("operator", sales);
  admin = await make.token(await make.person("admin", null));
  quiet = [];
  for (let n = 0; n < 5; n++) quiet.push(await make.conversation(await make.client(sales)));
  loud = await make.conversation(await make.client(support, operatorId));
  await sql`update conversations set last_message_at = now(), work_state = 'snoozed' where id = ${loud}`;
  await sql`update clients set status = 'active' where assigned_operator_id = ${operatorId}`;
});
afterAll(() => database.close());

type Row = Record<string, unknown> & { id: number };

/** All rows of a list, read page by page. */
async function walk(address: string, limit: number): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const url: URL = new URL(address, "http://desk");
    url.searchParams.set("limit", String(limit));
    if (cursor) url.searchParams.set("cursor", cursor);
    const answer = await callRoute("GET", url.pathname + url.search, { token: admin });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.json.results.length).toBeLessThanOrEqual(limit);
    rows.push(...answer.json.results);
    cursor = answer.json.next_cursor;
  } while (cursor);
  return rows;
}
const ids = async (address: string, limit = 200) =>
  (await walk(address, limit)).map(({ id }) => id);

async function message(kind: "note" | "text", position: number): Promise<number> {
  const [row] =
    await sql`insert into messages (conversation_id, client_id, sender_type, operator_id,
      kind, content, message_type, delivery_status, position, seq, is_internal)
    select id, client_id, 'operator', ${operatorId}, 'text', 'Ответ', 'text', 'sent', ${position},
      ${position}, ${kind === "note"} from conversations where id = ${loud} returning id`;
  return Number(row?.id);
}

describe("pages", () => {
  it("are taken by every list of the document", async () => {
    const { paths = {} } = await apiDocument();
    const unpaged = Object.entries(paths).filter(([, item]) => {
      const get = (item as { get?: { parameters?: { name: string }[]; responses: unknown } }).get;
      const isList = JSON.stringify(get?.responses ?? "").includes('"next_cursor"');
      const names = get?.parameters?.map(({ name }) => name) ?? [];
      return isList && !(names.includes("limit") && names.includes("cursor"));
    });
    expect(unpaged.map(([path]) => path)).toEqual([]);
  });

  it("show all departments by name", async () => {
    const names = (await walk("/api/departments/", 2)).map(({ name }) => name);
    expect(names).toEqual(["Архив", "поддержка", "Продажи"]);
  });

  it("show conversations in which nobody wrote yet, after the others", async () => {
    expect(await ids("/api/conversations/?view=open", 2)).toEqual([loud, ...quiet.toReversed()]);
  });

  it("show every earlier text of a message, oldest first", async () => {
    const id = await message("text", 1);
    const texts = ["Раз", "Два", "Три"];
    for (const text of texts) {
      await sql`insert into message_versions (message_id, content) values (${id}, ${text})`;
    }
    const rows = await walk(`/api/messages/${id}/versions/`, 2);
    expect(rows.map(({ content }) => content)).toEqual(texts);
  });
});

describe("filters", () => {
  it("narrow conversations by department, operator, status and state", async () => {
    const list = (query: string) => ids(`/api/conversations/?view=open&${query}`);
    expect(await list(`department_id=${support}`)).toEqual([loud]);
    expect(await list(`assigned_operator_id=${operatorId}`)).toEqual([loud]);
    expect(await list("assigned_operator_id=none")).toEqual(quiet.toReversed());
    expect(await list("status=active")).toEqual([loud]);
    expect(await list("work_state=snoozed")).toEqual([loud]);
    expect(await list(`work_state=snoozed&department_id=${sales}`)).toEqual([]);
    const bad = await callRoute("GET", "/api/conversations/?work_state=gold", { token: admin });
    expectProblem(bad, 422);
  });

  it("tell notes of the team from the chat itself", async () => {
    const [note, text] = [await message("note", 10), await message("text", 11)];
    const [row] = await sql`select client_id from conversations where id = ${loud}`;
    const list = (more: string) => ids(`/api/messages/?client_id=${row?.client_id}&${more}`);
    expect(await list("is_internal=true")).toEqual([note]);
    expect(await list("is_internal=true&after_seq=0")).toEqual([note]);
    const chat = await list("is_internal=false");
    expect(chat).toContain(text);
    expect(chat).not.toContain(note);
  });

  it("narrow a webhook's deliveries by status", async () => {
    const [webhook] = await sql`insert into webhooks (url, secret, events)
      values ('https://example.com/hook', 'x', '{message.created}') returning id`;
    const [sent] = await sql`insert into webhook_deliveries (webhook_id, event, payload, status)
      values (${webhook?.id}, 'ping', '{}', 'delivered'), (${webhook?.id}, 'ping', '{}', 'failed')
      returning id`;
    expect(await ids(`/api/webhooks/${webhook?.id}/deliveries/?status=delivered`)).toEqual([
      Number(sent?.id),
    ]);
  });
});
