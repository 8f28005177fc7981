import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { apiDocument } from "@/app/api/schema/document";
import { startS3Server } from "@/dev/s3/server";
import { startTelegramSimulator } from "@/dev/telegram/server";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";
import { arbitraryOf, junk, type Schema } from "./arbitrary-of";
import { callRoute } from "./call-route";
import { answerChecker } from "./check-answer";

// Storage and Telegram answer, so that no 5xx has an excuse.
const files = await mkdtemp(join(tmpdir(), "crm-fuzz-"));
const account = { accessKeyId: "test-key", secretAccessKey: "test-secret-key" };
const bucket = "crm-test";
const storage = await startS3Server({ port: 0, dir: files, ...account, bucket, corsOrigins: [] });
const simulator = await startTelegramSimulator();
const database = await testDatabase({
  API_RATE_LIMIT: "0",
  AWS_S3_ENDPOINT_URL: `http://127.0.0.1:${storage.port}`,
  TELEGRAM_API_ROOT: simulator.url,
});
const { sql } = database;
const make = teamMaker(database.db, sql);
const runs = Number(process.env.FUZZ_RUNS ?? (process.env.TEST_FULL ? 50_000 : 300));
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);

type Parameter = { in: string; name: string; required?: boolean; schema: Schema };
type Operation = {
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
};

let tokens: string[];
let wrong: Awaited<ReturnType<typeof answerChecker>>;
let document: Awaited<ReturnType<typeof apiDocument>>;

beforeAll(async () => {
  document = await apiDocument();
  wrong = await answerChecker();
  const department = await make.department("Продажи");
  await make.department("Поддержка", { visibility: "own", masks: true });
  await sql`update departments set is_default = true where id = ${department}`;
  const people = [
    await make.person("admin", null),
    await make.person("manager", department),
    await make.person("operator", department),
  ];
  tokens = await Promise.all(people.map((id) => make.token(id)));
  for (let n = 0; n < 5; n++) {
    const client = await make.client(department, n % 2 ? (people[2] ?? null) : null);
    await make.conversation(client);
    await sql`update conversations set chat_id = 5000 + id`;
  }
}, 60_000);
afterAll(async () => {
  await database.close();
  await Promise.all([storage.close(), simulator.close()]);
  await rm(files, { recursive: true, force: true });
});

it(`answers ${runs} random requests by the document, never with a 5xx (FUZZ_SEED=${seed})`, {
  timeout: 60_000 + runs * 200,
}, async () => {
  const seen = new Map<number, number>();
  const property = fc.asyncProperty(requests(), async ({ method, pattern, address, body, who }) => {
    const token = who < tokens.length ? tokens[who] : "no-such-token";
    const answer = await callRoute(method, address, { token, body });
    seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
    expect(answer.status, answer.text).toBeLessThan(500);
    expect(wrong(method, pattern, answer)).toBeNull();
    if (method !== "GET" && harmsSender.test(pattern)) await heal();
  });
  await fc.assert(property, { numRuns: runs, seed, endOnFailure: true });
  const counts = [...seen].sort(([a], [b]) => a - b).map(([status, n]) => `${status}×${n}`);
  console.log(`fuzz: seed ${seed}, ${runs} requests, answers ${counts.join(" ")}`);
  expect(seen.get(200) ?? 0, "some requests must be good ones").toBeGreaterThan(runs / 50);
});

/** Where a request may deactivate the one who sends it, or revoke the token. */
const harmsSender = /^\/api\/(operators|tokens|me|sessions)\//;

// The next request starts with everybody in place.
async function heal() {
  await sql`update api_tokens set revoked_at = null where name = 'test' and revoked_at is not null`;
  await sql`update operators o set is_active = true, role = v.role::operator_role from
    (values (1, 'admin'), (2, 'manager'), (3, 'operator')) as v (id, role)
    where o.id = v.id and (not o.is_active or o.role <> v.role::operator_role)`;
}

function requests() {
  const each = Object.entries(document.paths ?? {}).flatMap(([pattern, item]) =>
    Object.entries(item as Record<string, Operation>).map(([method, operation]) =>
      requestOf(method.toUpperCase(), pattern, operation),
    ),
  );
  return fc.oneof(...each);
}

function requestOf(method: string, pattern: string, operation: Operation) {
  const value = (one: Parameter) =>
    fc.oneof(
      { weight: 9, arbitrary: arbitraryOf(one.schema, resolve) },
      { weight: 1, arbitrary: junk },
    );
  const path = part(operation, "path", value, true);
  const query = part(operation, "query", value, false);
  const content = Object.values(operation.requestBody?.content ?? {})[0];
  const body = content
    ? fc.oneof(
        { weight: 12, arbitrary: arbitraryOf(content.schema, resolve) },
        { weight: 1, arbitrary: fc.constantFrom("", "{", "[1", "nope", '{"a":1}}') },
      )
    : fc.constant(undefined);
  const who = fc.integer({ min: 0, max: 12 }).map((n) => (n === 12 ? 3 : n % 3));
  return fc.record({ path, query, body, who, slash: fc.boolean() }).map((one) => ({
    method,
    pattern,
    body: one.body,
    who: one.who,
    address: addressOf(pattern, one),
  }));
}

function part(
  operation: Operation,
  place: string,
  value: (one: Parameter) => fc.Arbitrary<unknown>,
  isWhole: boolean,
): fc.Arbitrary<Record<string, unknown>> {
  const all = (operation.parameters ?? []).filter((one) => one.in === place);
  const model = Object.fromEntries(all.map((one) => [one.name, value(one)]));
  const requiredKeys = all.filter((one) => isWhole || one.required).map((one) => one.name);
  return fc.record(model, { requiredKeys });
}

function addressOf(
  pattern: string,
  one: { path: Record<string, unknown>; query: Record<string, unknown>; slash: boolean },
): string {
  const path = pattern.replace(/{(\w+)}/g, (_, name) => encode(one.path[name]) || "%20");
  const query = Object.entries(one.query).map(([name, value]) => `${name}=${encode(value)}`);
  return `${one.slash ? path : path.replace(/\/$/, "")}${query.length ? `?${query.join("&")}` : ""}`;
}

function encode(value: unknown): string {
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return encodeURIComponent(text.toWellFormed()).replaceAll(".", "%2E");
}

function resolve(ref: string): Schema {
  const name = ref.split("/").at(-1) ?? "";
  return (document.components?.schemas?.[name] ?? {}) as Schema;
}
