import { afterAll, beforeAll, expect, it } from "vitest";
import { callRoute } from "../api/call-route";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";

// What one person sends costs the web server no more than a second, whatever is in it. CPU is counted
// and not time, so that a busy machine changes nothing; three times as much is allowed for.
const allowed = 3000;
const { db, sql, close } = await testDatabase({ API_RATE_LIMIT: "0" });
const make = teamMaker(db, sql);
let token: string;
let clientId: number;

beforeAll(async () => {
  const home = await make.department("Отдел");
  token = await make.token(await make.person("admin", null));
  clientId = await make.client(home);
  await make.conversation(clientId);
  // What is compiled at the first request is no cost of the others.
  await callRoute("GET", "/api/clients/", { token });
});
afterAll(close);

/** The answer of a request, and the milliseconds of CPU that it took. */
async function cost(method: string, path: string, body?: unknown) {
  const before = process.cpuUsage();
  const answer = await callRoute(method, path, { token, body });
  const { user, system } = process.cpuUsage(before);
  return { ...answer, cpu: (user + system) / 1000 };
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

it("a client named ten thousand times in one bulk change is changed once", async () => {
  const items = Array.from({ length: 10_000 }, (_, at) => ({
    id: clientId,
    status: at % 2 ? "active" : "lead",
  }));
  const { status, json, cpu } = await cost("POST", "/api/clients/bulk/", { items });
  expect([status, json.changed]).toEqual([200, 1]);
  expect(cpu).toBeLessThan(allowed);
  const [lines] =
    await sql`select count(*)::int as n from operator_logs where client_id = ${clientId}`;
  expect(lines?.n).toBe(1);
});
