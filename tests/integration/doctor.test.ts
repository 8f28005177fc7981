import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { migrate } from "@/db/migrate";
import { startS3Server } from "@/dev/s3/server";
import { setWebhook } from "@/scripts/crm/set-webhook";
import { spawnProgram, stopChild } from "../support/child";
import { freePort } from "../support/postgres";
import { startServices } from "../support/services";
import { waitFor } from "../support/wait-for";

type Check = { name: string; isWell: boolean; detail: string; advice?: string };

let services: Awaited<ReturnType<typeof startServices>>;
let worker: ChildProcess;
let env: Record<string, string>;
let sql: postgres.Sql;

const folder = mkdtempSync(join(tmpdir(), "crm-doctor-"));

beforeAll(async () => {
  services = await startServices(`http://127.0.0.1:${await freePort()}`);
  env = { ...services.env, NODE_ENV: "production" };
  await migrate(env.DATABASE_URL ?? "");
  await setWebhook(env);
  sql = postgres(env.DATABASE_URL ?? "", { max: 1, onnotice() {} });
  worker = spawnProgram("worker", [], env);
  const lock = () => sql`select 1 from pg_locks where locktype = 'advisory' and classid = 7002`;
  await waitFor(async () => (await lock()).length > 0, "the worker");
});

afterAll(async () => {
  await stopChild(worker, "SIGKILL");
  await sql?.end();
  await services?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What the doctor says in this environment, and how it ends. */
async function doctor(more: Record<string, string> = {}) {
  const child = spawnProgram("crm", ["doctor", "--json"], { ...env, ...more });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  const { ok, checks } = JSON.parse(said) as { ok: boolean; checks: Check[] };
  return { code, ok, checks, broken: checks.filter((check) => !check.isWell) };
}

it("passes every line when all is well", async () => {
  const { code, ok, checks, broken } = await doctor();
  expect(broken).toEqual([]);
  expect({ code, ok }).toEqual({ code: 0, ok: true });
  expect(checks.map(({ name }) => name)).toEqual([
    "settings",
    "database",
    "clocks",
    "storage",
    "push",
    "jobs",
    "telegram",
  ]);
});

it("says how browsers upload, and uploads by PUT where forms are refused", async () => {
  const detailOf = (checks: Check[]) => checks.find(({ name }) => name === "storage")?.detail;
  expect(detailOf((await doctor()).checks)).toContain("by POST forms");
  const storage = await startS3Server({
    port: 0,
    dir: join(folder, "s3-without-forms"),
    accessKeyId: env.AWS_ACCESS_KEY_ID ?? "",
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? "",
    bucket: env.AWS_STORAGE_BUCKET_NAME,
    corsOrigins: [env.APP_URL ?? ""],
    refusesForms: true,
  });
  const there = { AWS_S3_ENDPOINT_URL: `http://127.0.0.1:${storage.port}` };
  const { ok, checks } = await doctor(there);
  expect(ok).toBe(true);
  expect(detailOf(checks)).toContain("by PUT");
  const told = await doctor({ ...there, AWS_S3_UPLOADS: "post" });
  expect(told.broken).toMatchObject([
    { name: "storage", detail: expect.stringContaining("(POST) was answered 501") },
  ]);
  expect(told.broken[0]?.advice).toContain("AWS_S3_UPLOADS=put");
  await storage.close();
});

const nowhere = "http://127.0.0.1:1";

it.concurrent.each<[string, Record<string, string>, string, RegExp, RegExp]>([
  ["storage", { AWS_SECRET_ACCESS_KEY: "wrong" }, "a wrong key", /Signature/, /AWS_\*/],
  ["storage", { AWS_STORAGE_BUCKET_NAME: "other" }, "no bucket", /NoSuchBucket/, /bucket other/],
  ["storage", { AWS_S3_ENDPOINT_URL: nowhere }, "nobody there", /./, /AWS_\*/],
  ["storage", { APP_URL: "http://localhost:9" }, "a foreign origin", /CORS.*localhost:9/, /CORS/],
  ["push", { PUSHER_SECRET: "wrong" }, "a wrong secret", /401/, /PUSHER_SECRET/],
  ["push", { PUSHER_PORT: "1" }, "nobody there", /does not answer/, /PUSHER_PORT/],
  [
    "telegram",
    { TELEGRAM_TOKEN: "7000000001:AAwrong-token-of-the-right-length-here" },
    "a wrong token",
    /refused getMe/,
    /BotFather/,
  ],
  ["telegram", { TELEGRAM_API_ROOT: nowhere }, "nobody there", /does not answer/, /API_ROOT/],
  [
    "telegram",
    { TELEGRAM_WEBHOOK_URL: "http://127.0.0.1:2/api/telegram/webhook/" },
    "another webhook",
    /instead of "http:\/\/127.0.0.1:2/,
    /set-webhook/,
  ],
])("fails the line %s alone, with what to do, for %o: %s", async (name, more, _, found, advice) => {
  const { code, broken } = await doctor(more);
  expect(broken.map((check) => check.name)).toEqual([name]);
  expect(broken[0]?.detail).toMatch(found);
  expect(broken[0]?.advice).toMatch(advice);
  expect(code).toBe(1);
});

it("fails the settings first, and tries nothing then", async () => {
  const { broken, checks } = await doctor({ AUTH_SECRET: "" });
  expect(broken).toHaveLength(checks.length);
  expect(broken[0]).toMatchObject({
    name: "settings",
    detail: expect.stringContaining("Not set: AUTH_SECRET"),
  });
  expect(broken[1]?.detail).toContain("not tried");
});

it("fails the database and what lives in it when Postgres does not answer", async () => {
  const { broken } = await doctor({ DATABASE_URL: "postgres://crm:crm@127.0.0.1:1/crm" });
  expect(broken.map((check) => check.name)).toEqual(["database", "clocks", "jobs"]);
  expect(broken[0]).toMatchObject({ detail: expect.stringContaining("does not answer") });
});

it("names the migrations that are missing, and those of a newer version", async () => {
  const [last] = await sql`delete from drizzle.__drizzle_migrations
    where id = (select max(id) from drizzle.__drizzle_migrations) returning hash, created_at`;
  const behind = await doctor();
  expect(behind.broken).toMatchObject([{ name: "database" }]);
  expect(behind.broken[0]?.detail).toMatch(/1 migrations are missing: \d{4}_/);
  expect(behind.broken[0]?.advice).toContain("db:migrate");
  await sql`insert into drizzle.__drizzle_migrations (hash, created_at) values
    (${last?.hash}, ${last?.created_at}), ('newer', 9999999999999)`;
  const ahead = await doctor();
  expect(ahead.broken).toMatchObject([{ name: "database" }]);
  expect(ahead.broken[0]?.detail).toContain("does not know");
  await expect(migrate(env.DATABASE_URL ?? "")).rejects.toThrow(/of a newer version/);
  await sql`delete from drizzle.__drizzle_migrations where hash = 'newer'`;
});

it("fails the clocks while a worker's is ahead of the database's", async () => {
  const other = postgres(env.DATABASE_URL ?? "", {
    max: 1,
    connection: { application_name: "crm-worker 420" },
  });
  await other`select 1`;
  const { broken } = await doctor();
  await other.end();
  expect(broken).toMatchObject([
    { name: "clocks", detail: "a worker's clock is 420 s ahead of the database's" },
  ]);
  expect(broken[0]?.advice).toContain("NTP");
});

it("fails the jobs while late ones wait, and while no worker runs", async () => {
  await sql`select graphile_worker.add_job('nobody-does-this', run_at => now() - interval '10 minutes')`;
  const late = await doctor();
  expect(late.broken).toMatchObject([{ name: "jobs" }]);
  expect(late.broken[0]?.detail).toContain("1 jobs have been waiting");
  await stopChild(worker);
  const stopped = await doctor();
  expect(stopped.broken).toMatchObject([{ name: "jobs", detail: "no worker runs" }]);
  expect(stopped.broken[0]?.advice).toContain("npm run worker");
});
