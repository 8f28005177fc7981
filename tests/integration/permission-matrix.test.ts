import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST as authorizeChannel } from "@/app/api/realtime/auth/route";
import { apiDocument } from "@/app/api/schema/document";
import { startS3Server } from "@/dev/s3/server";
import { channelName, channels } from "@/lib/realtime/events";
import { readEpoch } from "@/lib/realtime/live-epoch";
import { callerOn, everyRoute } from "@/tests/support/routes/every-route";
import { type ForeignParameter, foreignParameters } from "@/tests/support/routes/foreign-table";
import { idParameters } from "@/tests/support/routes/id-parameters";
import {
  type Allowed,
  channelRules,
  openRoutes,
  outcomeOf,
  type RouteRule,
  routes,
} from "@/tests/support/routes/route-table";
import { callers, missingId, routeWorld, type World } from "@/tests/support/routes/route-world";
import { testDatabase } from "../support/database";
import { writtenRows } from "../support/written";

const folder = await mkdtemp(join(tmpdir(), "crm-matrix-s3-"));
const s3 = await startS3Server({
  port: 0,
  dir: folder,
  accessKeyId: "test-key",
  secretAccessKey: "test-secret-key",
  bucket: "crm-test",
});
const database = await testDatabase({ AWS_S3_ENDPOINT_URL: `http://127.0.0.1:${s3.port}` });
const { db, sql } = database;
let world: World;

beforeAll(async () => {
  world = await routeWorld(db, sql);
});
afterAll(async () => {
  await database.close();
  await s3.close();
  await rm(folder, { recursive: true, force: true });
});

const all = await everyRoute();
const call = callerOn(all, () => world);

async function freshId(rule: RouteRule): Promise<number> {
  return rule.thing ? world.things[rule.thing]() : missingId;
}

function isForAdminsOnly(rule: Allowed): boolean {
  return callers.every((who) => (outcomeOf(rule, who) === "ok") === (who === "admin"));
}

function isPast(status: number, rule: RouteRule): boolean {
  return status < 400 || (rule.passes ?? []).includes(status);
}

function withoutRequestId(answer: unknown): unknown {
  return typeof answer === "object" ? { ...answer, request_id: "" } : answer;
}

it("knows every route of the API, and none that is gone", () => {
  expect([...all.keys()].sort()).toEqual(
    [...Object.keys(routes), ...Object.keys(openRoutes)].sort(),
  );
});

describe.each(Object.entries(routes).filter(([key]) => all.has(key)))("%s", (key, rule) => {
  it.each(callers)("answers %s as the table says", async (who) => {
    const id = await freshId(rule);
    const { status, answer } = await call(key, who, id, rule.ask?.(id, world));
    const expected = outcomeOf(rule, who);
    const words = `${status} ${JSON.stringify(answer)?.slice(0, 300)}`;
    if (expected === "ok") expect(isPast(status, rule), words).toBe(true);
    else expect(status, words).toBe(expected);
  });

  const strangers = callers.filter(
    (who) => outcomeOf(rule, who) === 404 || (rule.isBlind && who.startsWith("other")),
  );
  if (strangers.length === 0) return;
  it.each(strangers)("answers %s about a foreign thing as about a missing one", async (who) => {
    const id = await freshId(rule);
    const before = await writtenRows(sql);
    const foreign = await call(key, who, id, rule.ask?.(id, world));
    expect(await writtenRows(sql)).toBe(before);
    const missing = await call(key, who, missingId, rule.ask?.(missingId, world));
    expect(foreign.status).toBe(missing.status);
    expect(withoutRequestId(foreign.answer)).toEqual(withoutRequestId(missing.answer));
  });
});

it("asks every route about a thing that its path names", () => {
  const unnamed = Object.entries(routes).filter(
    ([key, rule]) => key.includes("{") && !rule.thing && !isForAdminsOnly(rule),
  );
  expect(unnamed.map(([key]) => key)).toEqual([]);
});

it("has an entry for every parameter of the document that takes an id", async () => {
  const taken = idParameters(await apiDocument());
  const limited = taken.filter((name) => {
    const rule = routes[name.slice(0, name.lastIndexOf(" "))];
    return !rule || !isForAdminsOnly(rule);
  });
  const known = foreignParameters.map(({ route, parameter }) => `${route} ${parameter}`);
  expect(known.filter((name) => !name.endsWith(" known")).sort()).toEqual(limited.sort());
});

async function askAbout(one: ForeignParameter, id: number) {
  const mine = await world.mine[one.mine ?? "client"](one.who);
  const before = await writtenRows(sql);
  const { status, answer } = await call(one.route, one.who, mine, one.ask(id, mine));
  const hasWritten = (await writtenRows(sql)) !== before;
  const compared = one.compare
    ? one.compare.map((field) => (answer as Record<string, unknown>)[field])
    : withoutRequestId(answer);
  const words = JSON.stringify(compared)?.replaceAll(String(id), "ID");
  return { status, hasWritten, words };
}

it.each(foreignParameters.filter((one) => one.answers === undefined))(
  "answers a foreign $parameter of $route as a missing one",
  async (one) => {
    const foreign = await askAbout(one, await world.things[one.thing]());
    expect(foreign).toEqual(await askAbout(one, missingId));
    if (foreign.status >= 400) expect(foreign.hasWritten).toBe(false);
  },
);

it.each(foreignParameters.filter((one) => one.answers !== undefined))(
  "answers $answers to a foreign $parameter of $route",
  async (one) => {
    const { status, hasWritten, words } = await askAbout(one, await world.things[one.thing]());
    expect(status).toBe(one.answers);
    if (status < 400) return;
    expect(hasWritten).toBe(false);
    expect(await askAbout(one, missingId)).toEqual({ status, hasWritten, words });
  },
);

it("answers a file that is still coming into the library as a missing one", async () => {
  const [row] = await sql`insert into media (name, mime_type, size, storage_key, status)
    values ('a.pdf', 'application/pdf', 3, 'media/coming', 'uploading') returning id`;
  const file = Number(row?.id);
  for (const route of ["GET /api/media/{id}/", "POST /api/media/{id}/attach/"]) {
    const coming = await call(route, "operator", file);
    const missing = await call(route, "operator", missingId);
    expect(coming.status).toBe(404);
    expect(withoutRequestId(coming.answer)).toEqual(withoutRequestId(missing.answer));
  }
  expect((await call("GET /api/media/{id}/", "admin", file)).status).toBe(200);
});

describe.each(Object.entries(channelRules))("push channel %s", (_, rule) => {
  it.each(callers)("answers %s as the table says", async (who) => {
    const channel = rule.name(channels, world, await world.things.conversation());
    const name = channelName(channel, (await readEpoch(db)).epoch);
    const form = new URLSearchParams({ socket_id: "1.1", channel_name: name });
    const headers = await world.headersOf(who);
    const url = "http://desk/api/realtime/auth/";
    const request = new Request(url, { method: "POST", headers, body: form.toString() });
    const { status } = await authorizeChannel(request);
    const expected = outcomeOf(rule, who);
    expect(status).toBe(expected === "ok" ? 200 : expected);
  });
});

it("has an entry for every kind of push channel", () => {
  expect(Object.keys(channelRules).sort()).toEqual(Object.keys(channels).sort());
});
