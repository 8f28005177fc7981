import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { apiDocument } from "@/app/api/schema/document";
import { routeModules } from "@/app/api/schema/route-modules";
import { declarationOf } from "@/lib/http/openapi/openapi";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";
import { arbitraryOf, type Schema } from "./arbitrary-of";
import { callRoute } from "./call-route";
import { expectProblem } from "./expect-problem";

// Postgres refuses every write with a code of its own, as it does when its disk is full.
const database = await testDatabase({ API_RATE_LIMIT: "0" });
const { sql } = database;
const make = teamMaker(database.db, sql);

const changing = (
  await Promise.all(
    Object.entries(routeModules).map(async ([pattern, load]) =>
      Object.entries(await load()).flatMap(([method, handler]) => {
        const declaration = declarationOf(handler);
        return declaration && method !== "GET" ? [{ method, pattern, declaration }] : [];
      }),
    ),
  )
).flat();

let token: string;
let clientId: number;

beforeAll(async () => {
  const department = await make.department("Поддержка");
  await sql`update departments set is_default = true where id = ${department}`;
  token = await make.token(await make.person("admin", null));
  clientId = await make.client(department);
  await make.conversation(clientId);
  await sql`update conversations set chat_id = 4242`;
  await sql`create table refused (code text)`;
  await sql`create function refuse() returns trigger language plpgsql as $$ begin
    if (select code from refused) is not null then
      raise exception using errcode = (select code from refused), message = 'could not extend file';
    end if;
    return coalesce(new, old); end $$`;
  for (const { name } of await sql<{ name: string }[]>`
    select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
      and relname <> 'refused'`) {
    await sql`create trigger refuse before insert or update or delete on ${sql(name)}
      for each row execute function refuse()`;
  }
  await sql`insert into refused values (null)`;
});
beforeEach(async () => {
  await sql`update refused set code = null`;
});
afterAll(() => database.close());

const fillDisk = (code: string) => sql`update refused set code = ${code}`;

describe.each(["53100", "53200", "53400", "57P02", "57P05", "58030", "08006", "25006", "55P03"])(
  "while Postgres refuses with %s",
  (code) => {
    it("a message is answered 503 with Retry-After and is stored once when it is sent again", async () => {
      const send = () =>
        callRoute("POST", "/api/messages/", {
          token,
          body: { client_id: clientId, content: "Ответ", client_key: `once-${code}` },
        });
      await fillDisk(code);
      const refused = await send();
      expectProblem(refused, 503);
      expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
      await sql`update refused set code = null`;
      expect((await send()).status).toBe(201);
      expect(await sql`select 1 from messages where client_key = ${`once-${code}`}`).toHaveLength(
        1,
      );
    });
  },
);

describe.each(changing)("$method $pattern on a full disk", ({ method, pattern, declaration }) => {
  it("never answers 500", async () => {
    await fillDisk("53100");
    const address = pattern.replace(/{\w+}/g, "1");
    const bodies = declaration.body ? await bodiesOf(method, pattern) : [undefined];
    for (const [place, body] of bodies.entries()) {
      const headers = place % 2 === 0 ? {} : { "idempotency-key": `${method} ${pattern} ${place}` };
      const answer = await callRoute(method, address, { token, body, headers });
      expect(answer.status, answer.text).not.toBe(500);
      if (answer.status === 503) expect(answer.headers.get("retry-after")).not.toBeNull();
    }
  });
});

/** Some bodies that fit the document of an operation. */
async function bodiesOf(method: string, pattern: string): Promise<unknown[]> {
  const document = (await apiDocument()) as unknown as {
    paths: Record<
      string,
      Record<string, { requestBody?: { content: Record<string, { schema: Schema }> } }>
    >;
    components: { schemas: Record<string, Schema> };
  };
  const operation = document.paths[pattern]?.[method.toLowerCase()];
  const schema = operation?.requestBody?.content["application/json"]?.schema ?? {};
  const resolve = (ref: string) => document.components.schemas[ref.split("/").at(-1) ?? ""] ?? {};
  return fc.sample(arbitraryOf(schema, resolve), { numRuns: 6, seed: 53_100 });
}
