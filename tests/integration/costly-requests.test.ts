import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, callRoute } from "../api/call-route";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";

// What one person sends costs the web server no more than a second, whatever is in it. CPU is counted
// and not time; a busy machine still costs more of it, so that the best of a few tries counts.
const allowed = 1000;
const tries = 5;
const { db, sql, close } = await testDatabase({ API_RATE_LIMIT: "0" });
const make = teamMaker(db, sql);
let token: string;
let clientId: number;
let home: number;

beforeAll(async () => {
  home = await make.department("Отдел");
  await sql`update departments set is_default = true`;
  token = await make.token(await make.person("admin", null));
  clientId = await make.client(home);
  await make.conversation(clientId);
  // What is compiled at the first request is no cost of the others.
  await callRoute("GET", "/api/clients/", { token });
});
afterAll(close);

/** The answer of a request, and the milliseconds of CPU that it took, at best. */
async function cost(method: string, path: string, body?: unknown) {
  let best = Number.POSITIVE_INFINITY;
  for (let left = tries; ; left--) {
    const before = process.cpuUsage();
    const answer: Answer = await callRoute(method, path, { token, body });
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
    if (best < allowed || left === 1) return { ...answer, cpu: best };
  }
}

const columns = (count: number) => Array.from({ length: count }, (_, at) => `c${at}`).join(",");

it.each([
  ["140,000 columns", columns(140_000)],
  ["one column more than is allowed", `${columns(201)}\nx`],
  ["three hundred thousand lines", "a\n".repeat(300_000)],
])("an import with %s is refused quickly, in words", async (_, csv) => {
  for (const query of ["?preview=1", ""]) {
    const { status, cpu } = await cost("POST", `/api/clients/import/${query}`, { csv });
    expect(status).toBe(422);
    expect(cpu).toBeLessThan(allowed);
  }
});

it.each([
  ["as many cells as fit", `${columns(200)}\n${`${",".repeat(199)}\n`.repeat(4_900)}`],
  ["quotes without an end", `a,b\n"${"x".repeat(900_000)}`],
  ["delimiters alone", ";".repeat(990_000)],
  ["a list of forty thousand tags", `first_name,tags\nАнна,"${"x;".repeat(40_000)}"`],
])("an import with %s costs no more than a second", async (_, csv) => {
  const { status, cpu } = await cost("POST", "/api/clients/import/?preview=1", { csv });
  expect(status).toBeOneOf([200, 422]);
  expect(cpu).toBeLessThan(allowed);
});

const piles = {
  "marks of two kinds": "\u0316\u0301",
  "one mark": "\u0301",
  "jamo letters": "\u1100\u1161\u11a8",
  "zero-width signs": "\u200b",
  spaces: " ",
  "signs of formulas": ";'=",
  "points and signs": "a.@-",
};

// `TEST_FULL=1` runs all of them.
const wanted = Object.entries(piles).slice(0, process.env.TEST_FULL === "1" ? undefined : 3);

it.each(wanted)(
  "a megabyte of %s costs no more than a second anywhere",
  async (_, part) => {
    const text = part.repeat(950_000 / Buffer.byteLength(part));
    const asked: [string, string, unknown][] = [
      ["POST", "/api/clients/", { first_name: text, phone: text, email: text.slice(0, 100_000) }],
      ["PATCH", `/api/clients/${clientId}/`, { email: text }],
      ["PATCH", `/api/clients/${clientId}/`, { phone: text }],
      ["POST", "/api/clients/import/?preview=1", { csv: text.slice(0, 900_000) }],
      [
        "POST",
        "/api/clients/import/?preview=1",
        { csv: `first_name,department\nА,"${text.slice(0, 300_000)}"` },
      ],
      ["POST", "/api/clients/bulk/", { filter: { search: text }, change: { status: "lead" } }],
      ["POST", "/api/attachments/", { name: text, mime_type: text, size: 1 }],
      ["POST", "/api/messages/", { client_id: clientId, content: text }],
      ["POST", "/api/quick-replies/", { shortcut: text, title: "x", content: text }],
      ["POST", "/api/webhooks/", { url: `https://${text}`, events: [text] }],
      ["PATCH", "/api/settings/", { welcome_ru: text }],
      ["POST", "/api/departments/", { name: "x", working_hours: { time_zone: text, days: {} } }],
    ];
    for (const [method, path, body] of asked) {
      const { status, cpu } = await cost(method, path, body);
      expect(status, path).toBeLessThan(500);
      expect(cpu, `${method} ${path}`).toBeLessThan(allowed);
    }
  },
  120_000,
);

it.each([
  ["PUT", (): string => `/api/clients/${clientId}/tags/`, { tag_ids: Array(450_000).fill(1) }],
  [
    "POST",
    (): string => "/api/clients/bulk/",
    { ids: Array(450_000).fill(1), change: { status: "lead" } },
  ],
  ["POST", (): string => "/api/clients/bulk/", { items: Array(300_000).fill({}) }],
  [
    "POST",
    (): string => "/api/clients/bulk/",
    { items: Array(9000).fill({ id: 1, add_tag_ids: Array(30).fill(1) }) },
  ],
  [
    "POST",
    (): string => "/api/messages/",
    { client_id: 1, attachment_ids: Array(450_000).fill(1) },
  ],
] as const)(
  "%s of a longer list than anybody needs is refused in words",
  async (method, path, body) => {
    const { status, json, cpu } = await cost(method, path(), body);
    expect(status).toBe(422);
    expect(JSON.stringify(json.errors)).toMatch(/More than 150000 values/);
    expect(cpu).toBeLessThan(allowed);
  },
);

describe("as many clients as a request may name", () => {
  const count = 10_000;
  const table = (tags: string, surname: string) =>
    `first_name,last_name,phone,email,tags\n${Array.from(
      { length: count },
      (_, at) => `Имя${at},${surname},+7916${1_000_000 + at},a${at}@example.com,${tags}`,
    ).join("\n")}`;

  /** The longest time in which nobody got their turn, and what another person's requests took (p95). */
  async function beside(work: () => Promise<Answer>) {
    let isDone = false;
    let stall = 0;
    let last = performance.now();
    const clock = setInterval(() => {
      stall = Math.max(stall, performance.now() - last);
      last = performance.now();
    }, 5);
    const took: number[] = [];
    const reading = async () => {
      while (!isDone) {
        const begun = performance.now();
        expect((await callRoute("GET", "/api/clients/?limit=20", { token })).status).toBe(200);
        took.push(performance.now() - begun);
      }
    };
    const others = reading();
    const answer: Answer = await work().finally(() => {
      isDone = true;
    });
    await others;
    clearInterval(clock);
    const p95 = took.sort((a, b) => a - b)[Math.floor(took.length * 0.95)] ?? 0;
    return { ...answer, stall, p95 };
  }

  beforeAll(async () => {
    await sql`insert into tags (name) select 'т' || n from generate_series(1, 20) n`;
  });

  it("cost no more than a second, imported, changed and given away", async () => {
    const csv = table("т1", "Десятитысячный");
    const path = "/api/clients/import/";
    expect((await cost("POST", `${path}?preview=1`, { csv })).cpu).toBeLessThan(allowed);
    const imported = await cost("POST", path, { csv });
    expect([imported.status, imported.json.created]).toEqual([200, count]);
    expect(imported.cpu).toBeLessThan(allowed);
    await sql`delete from clients where last_name = 'Десятитысячный' and id not in
      (select id from clients where last_name = 'Десятитысячный' order by id limit ${count})`;
    const filter = { search: "Десятитысячный" };
    const operatorId = await make.person("operator", home);
    for (const change of [{ status: "active" }, { assigned_operator_id: operatorId }]) {
      const { status, cpu } = await cost("POST", "/api/clients/bulk/", { filter, change });
      expect(status).toBe(200);
      expect(cpu).toBeLessThan(allowed);
    }
  }, 180_000);

  it("hold up nobody else's requests", async () => {
    const body = { filter: { search: "Десятитысячный" }, change: { status: "closed" } };
    const csv = table("т1;т2;т3", "Другой");
    for (const [path, sent] of [
      ["/api/clients/import/?preview=1", { csv }],
      ["/api/clients/import/", { csv }],
      ["/api/clients/bulk/", body],
    ] as const) {
      // On a busy machine everything waits now and then: the best of a few tries counts.
      let best = { stall: Number.POSITIVE_INFINITY, p95: Number.POSITIVE_INFINITY };
      for (let left = tries; left > 0 && (best.stall > 500 || best.p95 > 500); left--) {
        const one = await beside(() => callRoute("POST", path, { token, body: sent }));
        expect(one.status).toBe(200);
        best = {
          stall: Math.min(best.stall, one.stall),
          p95: Math.min(best.p95, one.p95),
        };
      }
      // Quiet: 60 and 120 ms. A stall of the whole table's work would be a second and more.
      expect(best.stall, `${path} held the event loop`).toBeLessThan(700);
      expect(best.p95, `${path} slowed others`).toBeLessThan(700);
    }
  }, 120_000);
});

it("a client named ten thousand times in one bulk change is changed once", async () => {
  const items = Array.from({ length: 10_000 }, (_, at) => ({
    id: clientId,
    status: at % 2 ? "active" : "lead",
  }));
  const { status, json, cpu } = await cost("POST", "/api/clients/bulk/", { items });
  expect([status, json.changed]).toEqual([200, 1]);
  expect(cpu).toBeLessThan(allowed);
  const [lines] = await sql`select count(*)::int as n from operator_logs
      where client_id = ${clientId} and action = 'status_changed'`;
  expect(lines?.n).toBe(1);
});
