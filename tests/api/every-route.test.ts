import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { routeModules } from "@/app/api/schema/route-modules";
import { declarationOf } from "@/lib/http/openapi/openapi";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";
import { callRoute } from "./call-route";
import { answerChecker } from "./check-answer";
import { expectProblem } from "./expect-problem";

// What holds for every route of the team's API, those to come too: taken from the route list.
const database = await testDatabase({ API_RATE_LIMIT: "0" });
const make = teamMaker(database.db, database.sql);

const operations = (
  await Promise.all(
    Object.entries(routeModules).map(async ([pattern, load]) =>
      Object.entries(await load()).flatMap(([method, handler]) => {
        const declaration = declarationOf(handler);
        return declaration ? [{ method, pattern, declaration }] : [];
      }),
    ),
  )
).flat();

const signedIn = operations.filter(({ declaration }) => declaration.status !== 302);
const withId = operations.filter(({ pattern }) => pattern.includes("{id}"));
const withBody = operations.filter(({ declaration }) => declaration.body);
const lists = operations.filter(
  ({ method, pattern, declaration }) =>
    method === "GET" && !pattern.includes("{") && !declaration.responseType,
);

let admin: string;
let cookie: string;
let wrong: Awaited<ReturnType<typeof answerChecker>>;

beforeAll(async () => {
  wrong = await answerChecker();
  const department = await make.department("Поддержка");
  const operator = await make.person("admin", null);
  admin = await make.token(operator);
  cookie = (await make.session(operator)).cookie;
  await make.conversation(await make.client(department));
}, 60_000);
afterAll(() => database.close());

const fill = (pattern: string, id: string) => pattern.replace(/{\w+}/g, id);

describe.each(operations)("$method $pattern", ({ method, pattern, declaration }) => {
  it("answers 401 without a token and to an invalid one, with and without the slash", async () => {
    const body = declaration.body ? {} : undefined;
    for (const address of [fill(pattern, "1"), fill(pattern, "1").replace(/\/$/, "")]) {
      for (const call of [
        { body },
        { body, token: "crm_nobody" },
        { body, headers: { authorization: "Basic x" } },
      ]) {
        const answer = await callRoute(method, address, call);
        expectProblem(answer, 401);
        expect(answer.headers.get("www-authenticate")).toBe("Bearer");
      }
    }
  });
});

describe.each(withId)("$method $pattern with a bad id", ({ method, pattern, declaration }) => {
  it.each(["abc", "0", "-1", "1.5", "99999999999999999999", "%00", "%20", "1e3"])(
    "%s answers 422 or 404",
    async (id) => {
      const body = declaration.body ? {} : undefined;
      const answer = await callRoute(method, fill(pattern, id), { token: admin, body });
      expect([404, 422]).toContain(answer.status);
      expectProblem(answer, answer.status);
    },
  );
});

describe.each(withId.filter(({ method }) => method === "GET"))("$method $pattern", (operation) => {
  it("answers 404 for a thing that is not there", async () => {
    const address = fill(operation.pattern, String(Number.MAX_SAFE_INTEGER));
    expectProblem(await callRoute("GET", address, { token: admin }), 404);
  });
});

describe.each(withBody)("$method $pattern with a bad body", ({ method, pattern }) => {
  const address = fill(pattern, "1");
  it("answers 400 to what is no JSON", async () => {
    for (const body of ["", "{", "nope"]) {
      expectProblem(await callRoute(method, address, { token: admin, body }), 400);
    }
  });
  it("answers 422 to JSON of another kind, and to text that cannot be stored", async () => {
    for (const body of ["null", "[]", '"x"', '{"name":"a\\u0000b"}', '{"x":{"y":["\\ud800"]}}']) {
      expectProblem(await callRoute(method, address, { token: admin, body }), 422);
    }
  });
  it("survives a deeply nested body", async () => {
    const body = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
    const answer = await callRoute(method, address, { token: admin, body });
    expect([400, 422]).toContain(answer.status);
  });
});

describe.each(signedIn.filter(({ method }) => method !== "GET"))(
  "$method $pattern by cookie",
  ({ method, pattern, declaration }) => {
    it("answers 403 to a request that another site's page sent", async () => {
      const body = declaration.body ? {} : undefined;
      for (const headers of [
        { cookie, "sec-fetch-site": "cross-site" },
        { cookie, "sec-fetch-site": "same-site" },
        { cookie, origin: "null" },
        { cookie, origin: "https://evil.example" },
      ]) {
        expectProblem(await callRoute(method, fill(pattern, "1"), { headers, body }), 403);
      }
    });
  },
);

describe.each(lists)("$method $pattern", ({ method, pattern, declaration }) => {
  const query = pattern === "/api/messages/" ? "?client_id=1" : "";
  it("answers by the document to a bearer and to a cookie, with and without the slash", async () => {
    const answers = [];
    for (const address of [`${pattern}${query}`, `${pattern.replace(/\/$/, "")}${query}`]) {
      answers.push(await callRoute(method, address, { token: admin }));
      answers.push(await callRoute(method, address, { headers: { cookie } }));
    }
    for (const answer of answers) {
      expect([200, 503], answer.text).toContain(answer.status);
      expect(wrong(method, pattern, answer)).toBeNull();
      expect(answer.headers.get("x-request-id")).toMatch(/^[\da-f-]{36}$/);
    }
  });

  const names = Object.keys((declaration.query as { shape?: object } | undefined)?.shape ?? {});
  it.runIf(names.includes("limit"))("takes a limit of 1–200 and cursors of its own", async () => {
    const glue = query ? `${query}&` : "?";
    for (const bad of [
      "limit=0",
      "limit=201",
      "limit=x",
      "limit=1.5",
      "cursor=junk",
      "cursor=W10",
    ]) {
      expectProblem(await callRoute(method, `${pattern}${glue}${bad}`, { token: admin }), 422);
    }
    const answer = await callRoute(method, `${pattern}${glue}limit=200`, { token: admin });
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.json).sort()).toEqual(["next_cursor", "results"]);
  });
});

describe("a body", () => {
  const send = (length: number, token: string | undefined = admin) =>
    callRoute("POST", "/api/quick-replies/", {
      token,
      body: JSON.stringify({ text: "x".repeat(length) }),
    });

  it("of up to 1 MiB is read, a larger one answers 413", async () => {
    expectProblem(await send(1024 * 1024 - 20), 422);
    expectProblem(await send(1024 * 1024), 413);
  });
  it("is not read when the token is invalid", async () => {
    expectProblem(await send(2 * 1024 * 1024, "crm_nobody"), 401);
  });
});
