import type { ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { migrate } from "@/db/migrate";
import { createDatabase, type RunningPostgres, startPostgres } from "@/dev/postgres/start-postgres";
import { SimulatorControl } from "@/dev/telegram/control-client";
import { startTelegramSimulator } from "@/dev/telegram/server";
import { seal } from "@/lib/core/seal";
import { startSilentServer } from "@/tests/support/network/silent-server";
import { spawnProgram, stopChild } from "../support/child";
import { testEnvironment } from "../support/environment";
import { freePort } from "../support/postgres";
import { waitFor } from "../support/wait-for";

const folder = mkdtempSync(join(tmpdir(), "crm-worker-"));
let database: RunningPostgres;
let port: number;
let sql: postgres.Sql;
let simulator: Awaited<ReturnType<typeof startTelegramSimulator>>;
let control: SimulatorControl;
const env: Record<string, string> = { ...testEnvironment(), NODE_ENV: "test", LOG_LEVEL: "info" };
const workers: ChildProcess[] = [];

const startDatabase = async () => {
  database = await startPostgres({ folder: join(folder, "data"), port, isThrowAway: true });
};

beforeAll(async () => {
  port = await freePort();
  await startDatabase();
  await createDatabase(database, "crm");
  await migrate(database.url("crm"));
  simulator = await startTelegramSimulator();
  control = new SimulatorControl(simulator.url);
  Object.assign(env, {
    DATABASE_URL: database.url("crm"),
    TELEGRAM_API_ROOT: simulator.url,
    WEBHOOKS_ALLOW_PRIVATE: "true",
  });
  // For what this process seals and that one reads.
  Object.assign(process.env, env);
  sql = postgres(database.url("crm"), { max: 1, onnotice() {} });
});

beforeEach(() => control.clearFaults());

afterAll(async () => {
  await Promise.all(workers.map((worker) => stopChild(worker, "SIGKILL")));
  await sql.end();
  await simulator.close();
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A worker process and what it has said so far. */
function startWorker() {
  const worker = spawnProgram("worker", [], env);
  workers.push(worker);
  let said = "";
  worker.stdout.on("data", (chunk: Buffer) => {
    said += chunk;
  });
  const count = (words: string) => said.split(words).length - 1;
  return { worker, says: (words: string, times = 1) => count(words) >= times };
}

let nextChat = 810_000;

/** A queued answer to a new chat, and its wake-up; returns how it stands. */
async function queueMessage(text: string) {
  const chat = nextChat++;
  await control.createPerson({ id: chat, first_name: "Анна", is_started: true });
  const [client] = await sql`insert into clients (telegram_id, first_name, last_name)
    values (${chat}, 'Анна', '') returning id`;
  const [conversation] = await sql`insert into conversations (client_id, chat_id)
    values (${client?.id}, ${chat}) returning id`;
  const [message] = await sql`insert into messages
    (conversation_id, client_id, chat_id, sender_type, kind, message_type, content, delivery_status, position, seq)
    values (${conversation?.id}, ${client?.id}, ${chat}, 'operator', 'text', 'text', ${text}, 'queued', 1, 1)
    returning id`;
  const payload = JSON.stringify({ conversationId: Number(conversation?.id) });
  await sql`select graphile_worker.add_job('send-message-to-telegram', ${payload}::text::json)`;
  const status = async () => {
    const [row] = await sql`select delivery_status from messages where id = ${message?.id}`;
    return row?.delivery_status as string;
  };
  const is =
    (...wanted: string[]) =>
    async () =>
      wanted.includes(await status());
  return { chat, payload, is };
}

async function killDatabase() {
  const file = readFileSync(join(folder, "data", "postmaster.pid"), "utf8");
  process.kill(Number(file.split("\n")[0]), "SIGKILL");
  await database.ended;
}

it("waits for a Postgres that is away, says so, and works once it is there", async () => {
  await database.stop();
  const { worker, says } = startWorker();
  await waitFor(() => says("the queue is out of reach, trying again", 2), "two log lines");
  await startDatabase();
  await waitFor(() => says("worker started"), "the worker");
  const message = await queueMessage("Мы снова здесь");
  await waitFor(message.is("sent"), "the message");
  expect(worker.exitCode).toBeNull();
  await stopChild(worker);
});

it("lives through a killed Postgres, whatever it was doing, and goes on by itself", async () => {
  const { worker, says } = startWorker();
  await waitFor(() => says("worker started"), "the worker");
  await control.injectFault({ method: "sendMessage", effect: "delay", delay_ms: 1500 });
  const under = await queueMessage("Во время обрыва");
  await waitFor(async () => (await control.calls({ chat_id: under.chat })).length > 0, "the call");
  await killDatabase();
  await waitFor(() => says("the queue is out of reach"), "the worker to notice");
  await startDatabase();
  const later = await queueMessage("После обрыва");
  await waitFor(later.is("sent"), "the next message");
  // Settled by the sender that lived on, or in doubt by the next one: never sent again.
  await waitFor(under.is("sent", "unknown"), "the message under way", 60_000);
  expect(await control.received(under.chat)).toHaveLength(1);
  expect(worker.exitCode).toBeNull();
  await stopChild(worker);
}, 90_000);

it("on SIGTERM ends what is under way, within ten seconds, and leaves no lock behind", async () => {
  const { worker, says } = startWorker();
  await waitFor(() => says("worker started"), "the worker");
  await control.injectFault({ method: "sendMessage", effect: "delay", delay_ms: 2000 });
  const message = await queueMessage("Последнее слово");
  await waitFor(
    async () => (await control.calls({ chat_id: message.chat })).length > 0,
    "the call",
  );
  const before = Date.now();
  await stopChild(worker);
  expect(Date.now() - before).toBeLessThan(10_000);
  expect(worker.exitCode).toBe(0);
  expect(await message.is("sent")()).toBe(true);
  expect(await control.received(message.chat)).toHaveLength(1);
  const left = await sql`select 1 from graphile_worker._private_jobs
    where payload::text = ${message.payload} and locked_by is not null`;
  expect(left).toHaveLength(0);
});

it("on SIGTERM ends within ten seconds even when Telegram hangs: the message stays in doubt", async () => {
  const first = startWorker();
  await waitFor(() => first.says("worker started"), "the worker");
  await control.injectFault({ method: "sendMessage", effect: "hang" });
  const message = await queueMessage("Повисло");
  await waitFor(
    async () => (await control.calls({ chat_id: message.chat })).length > 0,
    "the call",
  );
  const before = Date.now();
  await stopChild(first.worker);
  expect(Date.now() - before).toBeLessThan(10_000);
  const second = startWorker();
  await waitFor(message.is("unknown"), "the message in doubt");
  expect(await control.calls({ chat_id: message.chat })).toHaveLength(1);
  await stopChild(second.worker);
}, 60_000);

it("an answer goes out while receivers of webhooks hang in every place that other jobs have", async () => {
  const receiver = await startSilentServer();
  for (let count = 0; count < 8; count++) {
    const [webhook] = await sql`insert into webhooks (url, secret, events)
      values (${`http://127.0.0.1:${receiver.port}/`}, ${seal("whsec_c2VjcmV0")}, '{ping}') returning id`;
    await sql`insert into webhook_deliveries (webhook_id, event, payload)
      values (${webhook?.id}, 'ping', '{}')`;
    await sql`select wake_webhook(${webhook?.id})`;
  }
  const { worker, says } = startWorker();
  await waitFor(() => says("worker started"), "the worker");
  await waitFor(() => receiver.callers() >= 4, "four hanging receivers");
  const message = await queueMessage("Не ждёт чужих");
  await waitFor(message.is("sent"), "the message");
  const [left] =
    await sql`select count(*) filter (where attempts = 1 and failure_reason is null)::int as hanging
    from webhook_deliveries`;
  expect(left?.hanging).toBeGreaterThanOrEqual(4);
  await receiver.close();
  await sql`delete from webhooks`;
  await stopChild(worker);
});

it("a wake-up that meets a worker taking the job of its key is not lost", async () => {
  const taken =
    await sql`select wake_job_in('nobody-does-this', '{}', 'key', interval '0', 25) is null as ok`;
  expect(taken).toHaveLength(1);
  const taker = postgres(database.url("crm"), { max: 1, onnotice() {} });
  const adder = postgres(database.url("crm"), { max: 1, onnotice() {} });
  let adding: Promise<unknown> = Promise.resolve();
  await taker.begin(async (tx) => {
    await tx`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'pool-x' where key = 'key'`;
    const [{ pid } = { pid: 0 }] = await adder<{ pid: number }[]>`select pg_backend_pid() as pid`;
    adding = adder`select wake_job_in('nobody-does-this', '{}', 'key', interval '0', 25)`.execute();
    await waitFor(
      async () =>
        (await sql`select 1 from pg_stat_activity where pid = ${pid} and wait_event_type = 'Lock'`)
          .length > 0,
      "the wake-up to meet the worker",
    );
  });
  await adding;
  const waiting =
    await sql`select 1 from graphile_worker._private_jobs where key = 'key' and locked_at is null`;
  expect(waiting).toHaveLength(1);
  await Promise.all([taker.end(), adder.end()]);
  await sql`select graphile_worker.remove_job('key')`;
});

it("frees what a dead worker held, and nothing of a living one", async () => {
  const { worker, says } = startWorker();
  await waitFor(() => says("worker started"), "the worker");
  const living = postgres(database.url("crm"), { max: 1, onnotice() {} });
  await living`select pg_advisory_lock(7002, hashtext('pool-living'))`;
  for (const pool of ["pool-living", "pool-dead"]) {
    await sql`insert into graphile_worker._private_jobs (task_id, locked_at, locked_by)
      select id, now() - interval '1 minute', ${pool} from graphile_worker._private_tasks
      where identifier = 'sweep-outbox'`;
  }
  const held = () => sql`select locked_by from graphile_worker._private_jobs
    where locked_by in ('pool-living', 'pool-dead')`;
  await waitFor(async () => (await held()).length === 1, "the dead one's job");
  expect(await held()).toEqual([{ locked_by: "pool-living" }]);
  await living.end();
  await stopChild(worker);
});
