import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startS3Server } from "@/dev/s3/server";
import { SimulatorControl } from "@/dev/telegram/control-client";
import { startTelegramSimulator } from "@/dev/telegram/server";
import { registry } from "@/jobs/registry";
import { jobs } from "@/lib/queue/jobs";
import { killedAfterSec } from "@/lib/queue/time-limit";
import { startTriggerApi } from "@/tests/support/trigger/trigger-api";
import { buildTriggerBundle } from "@/tests/support/trigger/trigger-bundle";
import { testDatabase } from "../support/database";
import { testEnvironment } from "../support/environment";

const folder = mkdtempSync(join(tmpdir(), "crm-trigger-s3-"));
const base = testEnvironment();
const api = await startTriggerApi();
const simulator = await startTelegramSimulator();
const control = new SimulatorControl(simulator.url);
const s3 = await startS3Server({
  port: 0,
  dir: folder,
  accessKeyId: base.AWS_ACCESS_KEY_ID ?? "",
  secretAccessKey: base.AWS_SECRET_ACCESS_KEY ?? "",
  region: "us-east-1",
  bucket: base.AWS_STORAGE_BUCKET_NAME,
  corsOrigins: [],
});
const database = await testDatabase();
const { sql } = database;
const settings: Record<string, string> = {
  ...base,
  // Not named: the key that Trigger.dev gives each run decides.
  JOBS_ENGINE: "",
  DATABASE_URL: database.url,
  TELEGRAM_API_ROOT: simulator.url,
  AWS_S3_ENDPOINT_URL: `http://127.0.0.1:${s3.port}`,
};
let bundle: Awaited<ReturnType<typeof buildTriggerBundle>>;

beforeAll(async () => {
  bundle = await buildTriggerBundle(api.url);
}, 120_000);

afterAll(async () => {
  bundle?.remove();
  await database.close();
  await Promise.all([api.close(), simulator.close(), s3.close()]);
  rmSync(folder, { recursive: true, force: true });
});

it("trigger.config.ts deploys as it is: every job with its queue, schedule, tries and time", () => {
  const found = bundle.tasks.map((task) => ({
    id: task.id,
    queue: task.queue,
    cron: task.schedule?.cron,
    tries: task.retry?.maxAttempts,
    seconds: task.maxDuration,
  }));
  expect(found).toEqual(
    registry.map((job) => ({
      id: job.id,
      queue: { name: job.id, concurrencyLimit: 1 },
      cron: job.cron,
      tries: job.maxAttempts,
      seconds: killedAfterSec(job),
    })),
  );
  for (const { schedule } of bundle.tasks) {
    if (schedule) expect(schedule).toMatchObject({ timezone: "UTC", window: "0m" });
  }
  expect(bundle.runtimeVersion).toMatch(/^24\./);
  // A deploy takes the product's settings along.
  expect(bundle.said).toMatch(/Found \d\d env vars to sync/);
});

it("a sweep in the real run worker triggers the chat's run, and that run sends the message", async () => {
  const chat = 700;
  await control.createPerson({ id: chat, first_name: "Анна", is_started: true });
  const [client] = await sql`insert into clients (telegram_id, first_name, last_name)
    values (${chat}, 'Анна', '') returning id`;
  const [conversation] = await sql`insert into conversations (client_id, chat_id)
    values (${client?.id}, ${chat}) returning id`;
  await sql`insert into messages (conversation_id, client_id, chat_id, sender_type, kind,
      message_type, content, delivery_status, position, seq)
    values (${conversation?.id}, ${client?.id}, ${chat}, 'operator', 'text', 'text', 'Готово', 'queued', 1, 1)`;
  const schedule = { type: "DECLARATIVE", timestamp: new Date(), timezone: "UTC", upcoming: [] };
  expect(await bundle.run("sweep-outbox", schedule, settings)).toMatchObject({ ok: true });
  const conversationId = Number(conversation?.id);
  expect(api.runs).toMatchObject([
    {
      task: "send-message-to-telegram",
      payload: { conversationId },
      concurrencyKey: `chat-${conversationId}`,
    },
  ]);
  const [asked] = api.runs;
  expect(await bundle.run(asked?.task ?? "", asked?.payload, settings)).toMatchObject({ ok: true });
  const [message] = await sql`select delivery_status from messages where chat_id = ${chat}`;
  expect(message?.delivery_status).toBe("sent");
  expect(await control.received(chat, "Готово")).toHaveLength(1);
});

it("a report made in the real run worker is done and stored", async () => {
  const [operator] = await sql`insert into operators (telegram_id, name, role)
    values (9001, 'Ольга', 'admin') returning id`;
  const [report] = await sql`insert into reports
      (group_by, from_day, to_day, time_zone, requested_by_operator_id)
    values ('operator', '2026-01-01', '2026-01-03', 'UTC', ${operator?.id}) returning id`;
  const payload = { reportId: Number(report?.id) };
  expect(await bundle.run("generate-report", payload, settings)).toMatchObject({ ok: true });
  const [made] =
    await sql`select status, progress, storage_key from reports where id = ${report?.id}`;
  expect(made).toMatchObject({ status: "done", progress: 100 });
  expect(made?.storage_key).toBeTruthy();
});

it("a run with a payload that the job refuses fails and names the field", async () => {
  const result = await bundle.run("generate-report", { nope: 1 }, settings);
  expect(result).toMatchObject({ ok: false, error: { type: "BUILT_IN_ERROR" } });
  expect(JSON.stringify(result)).toContain("reportId");
});

it("a job that always fails is retried up to its declared attempts, and gets its last failure once", async () => {
  const [client] = await sql`insert into clients (telegram_id, first_name, last_name)
    values (701, 'Олег', '') returning id`;
  const [conversation] = await sql`insert into conversations (client_id, chat_id)
    values (${client?.id}, 701) returning id`;
  const [message] =
    await sql`insert into messages (conversation_id, client_id, chat_id, sender_type,
      kind, message_type, content, delivery_status, position, seq)
    values (${conversation?.id}, ${client?.id}, 701, 'client', 'photo', 'image', '', 'received', 1, 1)
    returning id`;
  const [file] =
    await sql`insert into attachments (message_id, kind, name, mime_type, status, telegram_file_id)
    values (${message?.id}, 'photo', 'photo.jpg', 'image/jpeg', 'pending', 'nowhere') returning id`;
  const status = async () =>
    (await sql`select status from attachments where id = ${file?.id}`)[0]?.status as string;
  await control.injectFault({ method: "getFile", effect: "error", status: 500, times: 2 });
  const { id, maxAttempts } = jobs.downloadAttachment;
  const payload = { attachmentId: Number(file?.id) };
  expect(await bundle.run(id, payload, settings, maxAttempts - 1)).toMatchObject({
    ok: false,
    retry: { delay: expect.any(Number) },
  });
  expect(await status()).toBe("pending");
  const last = await bundle.run(id, payload, settings, maxAttempts);
  expect(last).toMatchObject({ ok: false });
  expect(last).not.toHaveProperty("retry");
  expect(await status()).toBe("failed");
});

// Three more runs: `npm test` has the report's part in failed-reports.test.ts, and the runs' in the test above.
it.runIf(process.env.TEST_FULL === "1")(
  "a report that cannot be stored is failed after the declared attempts, a refused one at the first",
  async () => {
    const [operator] = await sql`insert into operators (telegram_id, name, role)
    values (9002, 'Пётр', 'admin') returning id`;
    const [report] = await sql`insert into reports
      (group_by, from_day, to_day, time_zone, requested_by_operator_id)
    values ('department', '2026-01-01', '2026-01-02', 'UTC', ${operator?.id}) returning id`;
    const state = async () => {
      const [row] = await sql`select status, failure_notice from reports where id = ${report?.id}`;
      return [row?.status, row?.failure_notice?.reason];
    };
    const { id, maxAttempts } = jobs.generateReport;
    const payload = { reportId: Number(report?.id), operatorId: Number(operator?.id) };
    const noStorage = { ...settings, AWS_S3_ENDPOINT_URL: "http://127.0.0.1:1" };
    expect(await bundle.run(id, payload, noStorage, maxAttempts - 1)).toMatchObject({
      ok: false,
      retry: { delay: expect.any(Number) },
    });
    expect(await state()).toEqual(["running", undefined]);
    const last = await bundle.run(id, payload, noStorage, maxAttempts);
    expect(last).toMatchObject({ ok: false });
    expect(last).not.toHaveProperty("retry");
    expect(await state()).toEqual(["failed", "report.serviceAway"]);
    await sql`update operators set role = 'operator' where id = ${operator?.id ?? 0}`;
    expect(await bundle.run(id, payload, settings)).toMatchObject({
      ok: false,
      skippedRetrying: true,
    });
    expect(await state()).toEqual(["failed", "report.ownWorkOnly"]);
  },
);
