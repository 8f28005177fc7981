import { NextRequest } from "next/server";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { actorFromRequest } from "@/lib/auth/actor-from-request";
import { handlers } from "@/lib/auth/next-auth";
import { decodeSession, encodeSession } from "@/lib/auth/session-token";
import type { OperatorContext } from "@/lib/context";
import { attemptStatus } from "@/lib/login/attempt-status";
import { decideAttempt } from "@/lib/login/decide-attempt";
import { presentCode } from "@/lib/login/present-code";
import { startAttempt } from "@/lib/login/start-attempt";
import { listSessions } from "@/lib/sessions/list-sessions";
import { testDatabase } from "../support/database";
import { sweep } from "../support/sweep";
import { teamMaker } from "../support/team";

// What Next itself gives a route: the headers of the request.
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => undefined, has: () => false }),
  headers: async () => new Headers({ "x-forwarded-for": "6.6.6.6, 203.0.113.9" }),
}));

const origin = "https://desk.example";
const database = await testDatabase({ APP_URL: origin, TRUST_PROXY: "true" });
const { db, sql } = database;
const make = teamMaker(db, sql);
let id: number;
let ctx: OperatorContext;

beforeAll(async () => {
  id = await make.person("operator", await make.department("Поддержка"));
  ctx = await make.as(id);
});
afterAll(() => database.close());

const secured = (cookie: string) => `__Secure-${cookie}`;
const actorOf = (cookie: string) =>
  actorFromRequest(new Request(`${origin}/api/me/`, { headers: { cookie } }));
const telegramId = async () => {
  const [row] = await sql`select telegram_id from operators where id = ${id}`;
  return Number(row?.telegram_id);
};

describe("on https", () => {
  it("only the prefixed session cookie counts", async () => {
    const { cookie } = await make.session(id);
    expect(await actorOf(secured(cookie))).toMatchObject({ operatorId: id });
    expect(await actorOf(cookie)).toBeNull();
  });

  it("signing out by NextAuth's own route ends the session, with the caller's address", async () => {
    const session = await make.session(id);
    const ask = (path: string, init: { method?: string; body?: string; cookie?: string } = {}) => {
      const headers = new Headers({
        "content-type": "application/x-www-form-urlencoded",
        "x-forwarded-proto": "https",
        host: "desk.example",
        ...(init.cookie ? { cookie: init.cookie } : {}),
      });
      const { method = "GET", body } = init;
      const request = new NextRequest(`${origin}/api/auth/${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body }),
      });
      return method === "GET" ? handlers.GET(request) : handlers.POST(request);
    };
    const answer = await ask("csrf");
    const { csrfToken } = (await answer.json()) as { csrfToken: string };
    const csrf = answer.headers.getSetCookie().map((line) => line.split(";")[0]);
    const cookie = [...csrf, secured(session.cookie)].join("; ");
    const body = new URLSearchParams({ csrfToken }).toString();
    await ask("signout", { method: "POST", body, cookie });
    expect(await actorOf(secured(session.cookie))).toBeNull();
    const lines = await sql`select action, host(ip_address::inet) as ip from operator_logs
      where operator_id = ${id} order by id desc limit 1`;
    expect(lines).toEqual([{ action: "logout", ip: "203.0.113.9" }]);
  });
});

describe("a session", () => {
  it("holds for thirty days from its sign-in, and is in the list as long as it holds", async () => {
    const session = await make.session(id);
    const isListed = async () => {
      const { results } = await listSessions(ctx, { limit: 200 });
      return results.some((row) => row.id === session.id);
    };
    const age = (days: number) =>
      sql`update sessions set created_at = now() - make_interval(days => ${days}) where id = ${session.id}`;
    await age(29);
    expect(await actorOf(secured(session.cookie))).not.toBeNull();
    expect(await isListed()).toBe(true);
    await age(31);
    expect(await actorOf(secured(session.cookie))).toBeNull();
    expect(await isListed()).toBe(false);
  });

  it("written again ends when it would have ended", async () => {
    const exp = Math.floor(Date.now() / 1000) + 3600;
    const first = await decodeSession(await encodeSession({ oid: 1, sid: 2, ver: 3, exp }));
    expect(first).toEqual({ oid: 1, sid: 2, ver: 3, exp });
    expect(await decodeSession(await encodeSession({ ...first }))).toEqual(first);
  });
});

describe("a failed sign-in", () => {
  const failures = () => sql`select description, ip_address as ip from operator_logs
    where operator_id = ${id} and action = 'login_failed' order by id`;
  const device = { browser: "Firefox 140", system: "Linux", ip: "203.0.113.5" };

  it("by a refusal or a wrong number is in the log, with where it was begun", async () => {
    for (const isRefused of [true, false]) {
      const attempt = await startAttempt(db, device);
      const shown = await db.transaction(async (tx) =>
        presentCode(tx, await telegramId(), attempt.code),
      );
      if (shown.outcome !== "ask") throw new Error(shown.outcome);
      const chosen = isRefused ? null : attempt.matchNumber === 10 ? 11 : 10;
      await db.transaction(async (tx) =>
        decideAttempt(tx, await telegramId(), shown.attemptId, chosen),
      );
    }
    expect(await failures()).toEqual([
      { description: "Declined", ip: "203.0.113.5" },
      { description: "Wrong number", ip: "203.0.113.5" },
    ]);
  });

  it("by a wrong code is counted one by one: of many at once five are tried, all are in the log", async () => {
    await sql`delete from operator_logs`;
    const from = await telegramId();
    const tries = await Promise.all(
      Array.from({ length: 8 }, () => db.transaction((tx) => presentCode(tx, from, "ACDEFHJK"))),
    );
    const outcomes = tries.map(({ outcome }) => outcome).sort();
    expect(outcomes).toEqual([...Array(3).fill("too_many"), ...Array(5).fill("wrong_code")]);
    const words = (await failures()).map((row) => row.description).sort();
    expect(words).toEqual([
      ...Array(3).fill("Too many wrong codes"),
      ...Array(5).fill("Wrong code"),
    ]);
  });

  it("by a stranger leaves nothing", async () => {
    await sql`delete from operator_logs`;
    const presented = await db.transaction((tx) => presentCode(tx, 999_999_001, "ACDEFHJK"));
    expect(presented.outcome).toBe("stranger");
    expect(await failures()).toEqual([]);
  });
});

it("one address cannot begin sign-ins without end, another still can", async () => {
  const from = (ip: string | null) => startAttempt(db, { browser: "", system: "", ip });
  for (let round = 0; round < 200; round++) await from("198.51.100.1");
  await expect(from("198.51.100.1")).rejects.toMatchObject({ code: "rate_limited" });
  await from("198.51.100.2");
  await from(null);
  await sql`update sign_in_attempts set expires_at = now() where ip_address = '198.51.100.1'`;
  await from("198.51.100.1");
});

describe("a flood of sign-ins", () => {
  const from = (ip: string | null) => startAttempt(db, { browser: "", system: "", ip });
  const begun = async (ips: (string | null)[]) => {
    const all = await Promise.allSettled(ips.map(from));
    const refused = all.filter(({ status }) => status === "rejected");
    for (const one of refused) {
      expect(one).toMatchObject({
        reason: { code: "rate_limited", details: { retryAfter: expect.any(Number) } },
      });
    }
    return all.length - refused.length;
  };

  it("from addresses that are not known ends at a number of their own, to the one", async () => {
    await sql`delete from sign_in_attempts`;
    expect(await begun(Array(320).fill(null))).toBe(300);
    expect(await begun(["203.0.113.77"])).toBe(1);
  });

  it("from addresses that are not known locks nobody out who comes later", async () => {
    await sql`update sign_in_attempts set created_at = now() - interval '31 seconds'
      where network = 'unknown'`;
    await sql`update sign_in_attempts set status = 'shown' where id = (select min(id) from sign_in_attempts)`;
    const mine = await Promise.all([from(null), from(null), from(null)]);
    for (const { secret } of mine) expect(await attemptStatus(db, secret)).toBe("pending");
    // As many as before: the oldest codes that no bot has shown were given up for them.
    const [row] =
      await sql`select count(*)::int as n, count(*) filter (where status = 'shown')::int as shown
      from sign_in_attempts where network = 'unknown'`;
    expect(row).toEqual({ n: 300, shown: 1 });
    // The flood goes on: what was begun half a minute ago stays for as long.
    expect(await begun(Array(310).fill(null))).toBe(296);
    for (const { secret } of mine) expect(await attemptStatus(db, secret)).toBe("pending");
    await expect(from(null)).rejects.toMatchObject({ details: { retryAfter: 30 } });
  });

  it("from all over an IPv6 /64 is one caller's, the next /64 is another's", async () => {
    await sql`delete from sign_in_attempts`;
    const many = Array.from({ length: 210 }, (_, at) => `2001:db8:1:2::${at.toString(16)}`);
    expect(await begun(many)).toBe(200);
    expect(await begun(["2001:db8:1:3::1"])).toBe(1);
    // One IPv4 address in its two forms.
    const both = Array.from({ length: 202 }, (_, at) => `${at % 2 ? "::ffff:" : ""}203.0.113.8`);
    expect(await begun(both)).toBe(200);
  });

  it("is forgotten minutes after its codes expired, what is under way is not", async () => {
    await sql`update sign_in_attempts set expires_at = now() - interval '6 minutes'`;
    const { secret } = await from("203.0.113.9");
    await sweep();
    expect(await sql`select count(*)::int as n from sign_in_attempts`).toEqual([{ n: 1 }]);
    expect(await attemptStatus(db, secret)).toBe("pending");
  });
});
