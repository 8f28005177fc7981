import type { ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { POST } from "@/app/api/telegram/webhook/route";
import { closeDatabase } from "@/db/client";
import { migrate } from "@/db/migrate";
import { createDatabase, type RunningPostgres, startPostgres } from "@/dev/postgres/start-postgres";
import { SimulatorControl } from "@/dev/telegram/control-client";
import { startTelegramSimulator } from "@/dev/telegram/server";
import { spawnChild, spawnProgram, stopChild } from "../support/child";
import { testEnvironment } from "../support/environment";
import { freePort } from "../support/postgres";
import { waitFor } from "../support/wait-for";

// Promises 1, 2, 3 and 6. `STORM=full` (after a build into .next-test) is 12 times as long and also
// kills the web server; `STORM_SEED=N` repeats a run.
const isFull = process.env.STORM === "full" || process.env.TEST_FULL === "1";
const size = isFull ? { chats: 100, messages: 24 } : { chats: 24, messages: 8 };
const seed = Number(process.env.STORM_SEED ?? Date.now() % 1_000_000);
const concurrency = 40;

// Outside a server there is no request that `after` could wait for: it runs at once.
vi.mock("next/server", async (load) => ({
  ...(await load<typeof import("next/server")>()),
  after: (act: () => Promise<void>) => void act(),
}));

type Update = {
  update_id: number;
  message: { message_id: number; text: string; chat: { id: number } };
};

const folder = mkdtempSync(join(tmpdir(), "crm-storm-"));
const env: Record<string, string> = { ...testEnvironment() };
const figures = { deliveries: 0, refused: 0, torn: 0 };
let database: RunningPostgres;
let databasePort: number;
let simulator: Awaited<ReturnType<typeof startTelegramSimulator>>;
let worker: ChildProcess;
let web: ChildProcess | undefined;
let webUrl = "";

const startDatabase = async () => {
  database = await startPostgres({
    folder: join(folder, "data"),
    port: databasePort,
    isThrowAway: true,
  });
};
const startWorker = () => {
  worker = spawnProgram("worker", [], env);
};
const startWeb = () => {
  // With the image's limits of memory.
  const [, limits = ""] = /NODE_OPTIONS="([^"]+)"/.exec(readFileSync("Dockerfile", "utf8")) ?? [];
  const limited = { ...env, NODE_OPTIONS: limits };
  web = spawnChild("node_modules/.bin/node", [".next-test/standalone/server.js"], limited);
};

/** The most memory that the web server has taken, in MB; null where the system does not say. */
function mostMemory(): number | null {
  const file = `/proc/${web?.pid}/status`;
  if (!web || !existsSync(file)) return null;
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(file, "utf8"))?.[1]) / 1024;
}

beforeAll(async () => {
  databasePort = await freePort();
  await startDatabase();
  await createDatabase(database, "crm");
  await migrate(database.url("crm"));
  simulator = await startTelegramSimulator();
  const webPort = String(await freePort());
  Object.assign(env, {
    DATABASE_URL: database.url("crm"),
    TELEGRAM_API_ROOT: simulator.url,
    // Never "test": the built server is a production one.
    NODE_ENV: isFull ? "production" : "test",
    PORT: webPort,
    HOSTNAME: "127.0.0.1",
  });
  Object.assign(process.env, env, { NODE_ENV: "test" });
  startWorker();
  if (!isFull) return;
  webUrl = `http://127.0.0.1:${webPort}`;
  startWeb();
  await waitFor(() => health(), "the web server", 30_000);
}, 60_000);

const health = () =>
  fetch(`${webUrl}/api/health`).then(
    ({ ok }) => ok,
    () => false,
  );

afterAll(async () => {
  await stopChild(worker, "SIGKILL");
  if (web) await stopChild(web, "SIGKILL");
  await closeDatabase();
  await simulator.close();
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
});

it(
  "loses, doubles and reorders nothing while web, worker and Postgres are killed",
  async () => {
    const random = randomOf(seed);
    const updates = makeUpdates();
    const control = new SimulatorControl(simulator.url);
    for (let chat = 1; chat <= size.chats; chat++) {
      const person = { id: chatId(chat), first_name: `Клиент ${chat}`, is_started: true };
      await control.createPerson(person);
    }
    const started = Date.now();
    await storm(updates, random, {
      0.25: async () => {
        await stopChild(worker, "SIGKILL");
        startWorker();
      },
      0.5: killAndWatchDatabase,
      0.75: async () => {
        if (!web) return;
        await stopChild(web, "SIGKILL");
        startWeb();
      },
    });
    const seconds = (Date.now() - started) / 1000;

    const sql = postgres(env.DATABASE_URL ?? "", { max: 1, onnotice() {} });
    const found = await readThreads(sql);
    const wanted = new Set(
      updates.map(({ message }) => `${message.chat.id}/${message.message_id}`),
    );
    const lost = [...wanted].filter((key) => !found.keys.includes(key));
    const doubled = found.keys.length - new Set(found.keys).size;
    const inversions = countInversions(found.threads);

    expect(worker.exitCode, "the worker outlives Postgres").toBeNull();
    const memory = mostMemory();
    if (memory !== null) console.log(`the web server took ${memory.toFixed(0)} MB`);
    expect(memory ?? 0, "MB of the web server").toBeLessThan(350);
    const settled = () =>
      sql`select 1 from messages
      where delivery_status in ('queued', 'sending') limit 1`.then((rows) => rows.length === 0);
    await waitFor(settled, "all automatic replies to end", 100_000);
    const welcomes = await countWelcomes(sql, control);
    await sql.end();
    console.log(
      `storm: seed ${seed}, ${updates.length} updates in ${size.chats} chats, ` +
        `${figures.deliveries} deliveries in ${seconds.toFixed(1)} s ` +
        `(${figures.refused} × 503, ${figures.torn} torn), lost ${lost.length}, ` +
        `doubled ${doubled}, inversions ${inversions}, welcomes sent ${welcomes.sent}, ` +
        `unknown ${welcomes.unknown}, sent twice ${welcomes.twice}`,
    );
    expect(lost).toEqual([]);
    expect({ doubled, inversions }).toEqual({ doubled: 0, inversions: 0 });
    expect(welcomes).toMatchObject({ rows: size.chats, failed: 0, twice: 0, sentButMissing: 0 });
    // The storm must have hit: a run without a refusal would prove nothing about them.
    expect(figures.refused).toBeGreaterThan(0);
  },
  isFull ? 900_000 : 120_000,
);

/** Kills Postgres, sees a delivery refused with 503 and `Retry-After`, and brings it back. */
async function killAndWatchDatabase() {
  const file = readFileSync(join(folder, "data", "postmaster.pid"), "utf8");
  process.kill(Number(file.split("\n")[0]), "SIGKILL");
  await database.ended;
  const refused = await waitFor(
    async () => {
      const answer = await post(textUpdate(9_000_000, chatId(1), 999_999, "пока базы нет"));
      return answer?.status === 503 ? answer : null;
    },
    "a 503 while Postgres is away",
    10_000,
  );
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  await startDatabase();
}

const chatId = (chat: number) => 500_000 + chat;

function textUpdate(update_id: number, chat: number, message_id: number, text: string) {
  const person = { id: chat, first_name: "Клиент" };
  const date = 1_790_000_000 + message_id;
  const entities = [{ type: "bot_command", offset: 0, length: text.length }];
  return {
    update_id,
    message: {
      message_id,
      date,
      chat: { ...person, type: "private" },
      from: { ...person, is_bot: false, language_code: "ru" },
      text,
      ...(text.startsWith("/") ? { entities } : {}),
    },
  };
}

/** Each chat: `/start`, which is answered by itself, then texts with rising ids. */
function makeUpdates(): Update[] {
  const updates: Update[] = [];
  for (let n = 0; n < size.messages; n++) {
    for (let chat = 1; chat <= size.chats; chat++) {
      const text = n === 0 ? "/start" : `Сообщение ${n}`;
      updates.push(textUpdate(1000 + updates.length, chatId(chat), 100_000 + n, text));
    }
  }
  return updates;
}

/** Delivers each update 1–20 times in random order, 40 at once, each until it is answered 2xx. */
async function storm(
  updates: Update[],
  random: () => number,
  acts: Record<number, () => Promise<void>>,
) {
  const copies = updates.flatMap((update) =>
    Array.from({ length: 1 + Math.floor(random() * 20) }, () => update),
  );
  const queue = copies
    .map((update) => ({ update, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ update }) => update);
  const due = Object.entries(acts).map(([share, act]) => ({
    left: queue.length * (1 - +share),
    act,
  }));
  const deliver = async () => {
    for (let update = queue.pop(); update; update = queue.pop()) {
      for (const one of due.filter(({ left }) => queue.length < left)) {
        due.splice(due.indexOf(one), 1);
        // This connection acts; the others go on delivering.
        await one.act();
      }
      await untilAccepted(update);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, deliver));
}

async function untilAccepted(update: Update) {
  await waitFor(async () => (await post(update))?.ok, `update ${update.update_id}`, 60_000);
}

/** One delivery as Telegram makes it; null when the connection broke. */
async function post(update: Update): Promise<Response | null> {
  figures.deliveries++;
  const init = {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-telegram-bot-api-secret-token": env.TELEGRAM_WEBHOOK_SECRET ?? "",
    },
    body: JSON.stringify(update),
  };
  const path = "/api/telegram/webhook/";
  const answer = await (web
    ? fetch(webUrl + path, init).catch(() => null)
    : POST(new Request(`http://127.0.0.1${path}`, init)));
  if (answer === null) figures.torn++;
  if (answer?.status === 503) figures.refused++;
  // Anything else would be a refusal of content, which blocks a chat for a day.
  if (answer && answer.status !== 503) expect(answer.status).toBe(200);
  return answer;
}

/** What the clients wrote, by chat, as every reader orders it: by position, then id. */
async function readThreads(sql: postgres.Sql) {
  const rows = await sql<{ chat: string; message: string }[]>`
    select chat_id as chat, telegram_message_id as message from messages
    where telegram_message_id between 100000 and 900000 order by position, id`;
  const threads = Map.groupBy(rows, (row) => row.chat);
  return { keys: rows.map((row) => `${row.chat}/${row.message}`), threads };
}

function countInversions(threads: Map<string, { message: string }[]>): number {
  let inversions = 0;
  for (const rows of threads.values()) {
    const ids = rows.map((row) => Number(row.message));
    inversions += ids.filter((id, index) => index > 0 && id <= (ids[index - 1] ?? 0)).length;
  }
  return inversions;
}

/** The automatic answers to `/start`: one row each, and never twice at Telegram. */
async function countWelcomes(sql: postgres.Sql, control: SimulatorControl) {
  const rows = await sql<{ chat: string; status: string }[]>`
    select chat_id as chat, delivery_status as status from messages
    where delivery_status in ('sent', 'failed', 'unknown')`;
  const of = (status: string) => rows.filter((row) => row.status === status);
  let twice = 0;
  let sentButMissing = 0;
  for (const row of rows) {
    const received = (await control.received(Number(row.chat))).length;
    if (received > 1) twice++;
    if (row.status === "sent" && received !== 1) sentButMissing++;
  }
  return {
    rows: rows.length,
    sent: of("sent").length,
    failed: of("failed").length,
    unknown: of("unknown").length,
    twice,
    sentButMissing,
  };
}

/** mulberry32: the same storm for the same seed. */
function randomOf(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
