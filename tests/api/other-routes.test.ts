import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GET as readSchema } from "@/app/api/schema/route";
import { GET as readSwaggerFile } from "@/app/api/schema/swagger/[file]/route";
import { GET as readSwagger } from "@/app/api/schema/swagger/route";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";
import { callRoute } from "./call-route";
import { expectProblem } from "./expect-problem";

// The routes for machines and browsers: probes, figures, the webhook, live updates, the document.
const database = await testDatabase({
  API_RATE_LIMIT: "5",
  CRON_SECRET: "a-pinger-of-our-own",
});
const { sql } = database;
const make = teamMaker(database.db, sql);

let operator: number;
let department: number;

beforeAll(async () => {
  department = await make.department("Продажи");
  operator = await make.person("operator", department);
});
afterAll(() => database.close());

describe("probes", () => {
  it("health answers without asking any dependency", async () => {
    const { status, json } = await callRoute("GET", "/api/health");
    expect([status, json]).toEqual([200, { status: "ok" }]);
  });

  it("ready names each dependency, and is degraded when one is away", async () => {
    const answers = await Promise.all([
      callRoute("GET", "/api/ready/"),
      callRoute("GET", "/api/ready"),
    ]);
    const [{ headers: _, ...first } = { headers: 0 }, second] = answers;
    expect(second).toMatchObject(first);
    const { status, json } = await callRoute("GET", "/api/ready/");
    expect(status).toBe(200);
    expect(json).toEqual({
      status: "degraded",
      checks: {
        database: "ok",
        storage: "failed",
        realtime: "failed",
        // No worker runs on this database, though its queue is there.
        jobs: "failed",
        telegram: "failed",
      },
      uploads: null,
      disk: "ok",
    });
  });
});

describe("metrics", () => {
  const near = { "x-direct-peer": "127.0.0.1" };

  it("show the backlog that Postgres holds at this moment, to a direct caller from nearby", async () => {
    await sql`insert into raw_updates (bot_id, update_id, kind, payload, status)
      values (1, 1, 'message', '{}', 'failed')`;
    const { status, headers, text } = await callRoute("GET", "/api/metrics", { headers: near });
    expect(status).toBe(200);
    expect(headers.get("content-type")).toContain("text/plain");
    expect(text).toContain('crm_backlog{kind="raw_updates_failed"} 1');
    expect(text).toContain('crm_backlog{kind="messages_queued"} 0');
    expect(text).toContain("crm_oldest_queued_message_seconds 0");
    expect(text).toContain("crm_database_up 1");
    expect(text).toContain("process_cpu_seconds_total");
    expect(text).toContain("# TYPE http_request_duration_seconds histogram");
  });

  it.each(["8.8.8.8", "2001:db8::1", "::ffff:8.8.8.8", "nonsense"])(
    "are closed to %s",
    async (peer) => {
      const headers = { "x-direct-peer": peer };
      expectProblem(await callRoute("GET", "/api/metrics", { headers }), 403);
      expectProblem(await callRoute("GET", "/api/metrics"), 403);
    },
  );

  it.each(["10.1.2.3", "::1", "::ffff:192.168.1.1", "fd00::5"])("are open to %s", async (peer) => {
    const headers = { "x-direct-peer": peer };
    expect((await callRoute("GET", "/api/metrics", { headers })).status).toBe(200);
  });
});

describe("the pinger's route", () => {
  const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

  it("is closed without the secret, also to an admin's token", async () => {
    expectProblem(await callRoute("GET", "/api/cron/"), 401);
    expectProblem(await callRoute("GET", "/api/cron/", bearer("another-one-of-this-length")), 401);
    const token = await make.token(await make.person("admin", null));
    expectProblem(await callRoute("GET", "/api/cron/", { token }), 401);
  });

  it("runs what is due each minute, twice at once too; what fails is named and holds nothing up", async () => {
    const conversation = await make.conversation(await make.client(department));
    await sql`update conversations set work_state = 'snoozed', snoozed_until = now() - interval '1 second'
      where id = ${conversation}`;
    const call = () => callRoute("GET", "/api/cron", bearer("a-pinger-of-our-own"));
    for (const { status, json } of await Promise.all([call(), call()])) {
      expect(json).toEqual({
        "sweep-outbox": "done",
        "tend-queues": "done",
        // No Telegram answers here.
        "sync-telegram-updates": "failed",
      });
      expect(status).toBe(503);
    }
    const [row] = await sql`select work_state from conversations where id = ${conversation}`;
    expect(row?.work_state).toBe("needs_reply");
  });
});

describe("the webhook", () => {
  const secret = { "x-telegram-bot-api-secret-token": "test-webhook-secret" };

  it("answers 401 without the secret and 400 to what is no update", async () => {
    const update = { update_id: 1 };
    expectProblem(await callRoute("POST", "/api/telegram/webhook/", { body: update }), 401);
    for (const body of ["", "{", "[]", '{"update_id":"x"}']) {
      const call = { body, headers: secret };
      expectProblem(await callRoute("POST", "/api/telegram/webhook", call), 400);
    }
  });
});

describe("live updates", () => {
  const form = (fields: Record<string, string>, cookie = "") => ({
    body: new URLSearchParams(fields).toString(),
    headers: { cookie, "content-type": "application/x-www-form-urlencoded" },
  });

  it("sign a subscription to a channel that one may hear, and no other", async () => {
    const { cookie } = await make.session(operator);
    const { json } = await callRoute("GET", "/api/realtime/channels/", { headers: { cookie } });
    const { epoch, channels } = json as { epoch: string; channels: string[] };
    expect(channels).toContain(`private-operator-${operator}-${epoch}`);
    const own = { socket_id: "1.2", channel_name: `private-operator-${operator}-${epoch}` };
    expectProblem(await callRoute("POST", "/api/realtime/auth/", form(own)), 401);
    const signed = await callRoute("POST", "/api/realtime/auth/", form(own, cookie));
    expect([signed.status, signed.text]).toEqual([200, expect.stringContaining('"auth":"key:')]);
    // Another's, one's own without the epoch, and under one that is over.
    const foreign = ["private-everything", "private-operator"].map((name) => `${name}-${epoch}`);
    const nameless = [`private-operator-${operator}`, `private-operator-${operator}-0f3c5a7be912`];
    for (const channel_name of [...foreign, ...nameless, "presence-conversation-1-0-0-0"]) {
      const call = form({ socket_id: "1.2", channel_name }, cookie);
      expectProblem(await callRoute("POST", "/api/realtime/auth", call), 403);
    }
    const bad = { socket_id: "x", channel_name: "a\0b" };
    expectProblem(await callRoute("POST", "/api/realtime/auth/", form(bad, cookie)), 422);
    const user = await callRoute(
      "POST",
      "/api/realtime/user-auth/",
      form({ socket_id: "1.2" }, cookie),
    );
    expect(user.json).toMatchObject({ auth: expect.any(String), user_data: expect.any(String) });
  });
});

describe("the request limit", () => {
  it("counts down per token, answers 429 with Retry-After, and leaves sessions alone", async () => {
    const token = await make.token(operator);
    const seen: (string | null)[] = [];
    // A window may end in between: then the count begins again, at most once.
    for (let n = 0; n < 12; n++) {
      const answer = await callRoute("GET", "/api/me/", { token });
      if (answer.status === 429) {
        expectProblem(answer, 429);
        expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
        expect(answer.headers.get("ratelimit-remaining")).toBe("0");
        break;
      }
      const remaining = answer.headers.get("ratelimit-remaining");
      expect(answer.headers.get("ratelimit-limit")).toBe("5");
      expect(answer.headers.get("ratelimit")).toMatch(
        new RegExp(`^limit=5, remaining=${remaining}, reset=([1-9]|[1-5]\\d|60)$`),
      );
      expect(answer.headers.get("ratelimit-policy")).toBe("5;w=60");
      seen.push(remaining);
    }
    expect(seen.slice(0, 2)).not.toEqual([]);
    expect(seen.slice(-5)).toEqual(["4", "3", "2", "1", "0"]);
    const other = await make.token(operator);
    expect((await callRoute("GET", "/api/me/", { token: other })).status).toBe(200);
    const { cookie } = await make.session(operator);
    for (let n = 0; n < 8; n++) {
      expect((await callRoute("GET", "/api/me/", { headers: { cookie } })).status).toBe(200);
    }
  });
});

describe("a refusal", () => {
  it("tells how many requests are left, too", async () => {
    const token = await make.token(operator);
    const answer = await callRoute("GET", "/api/clients/999999/", { token });
    expectProblem(answer, 404);
    expect(answer.headers.get("ratelimit-remaining")).toBe("4");
  });
});

describe("the document", () => {
  it("is OpenAPI 3.1 with both ways to sign in, for everybody", async () => {
    const document = await (await readSchema()).json();
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.security).toEqual([{ bearer: [] }, { cookie: [] }]);
    expect(document.paths["/api/clients/{id}/"].patch.responses).toHaveProperty("422");
    expect(document.components.schemas.Client.properties.id.type).toBe("integer");
    expect(document.components.schemas.Client.properties.created_at.format).toBe("date-time");
  });

  it("has a page whose every file comes from this server", async () => {
    const html = await readSwagger().text();
    const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? "");
    expect(files.length).toBeGreaterThan(2);
    for (const address of files) {
      const file = address.replace("/api/schema/swagger/", "");
      const next = { params: Promise.resolve({ file }) };
      const answer = await readSwaggerFile(new Request("http://127.0.0.1"), next);
      expect(answer.status, address).toBe(200);
    }
    const next = { params: Promise.resolve({ file: "../package.json" }) };
    const answer = await readSwaggerFile(new Request("http://127.0.0.1"), next);
    expect(answer.status).toBe(404);
  });
});
