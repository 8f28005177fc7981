import { afterAll, beforeEach, expect, it } from "vitest";
import { registry } from "@/jobs/registry";
import { scheduleOf } from "@/lib/queue/run-schedule";
import { testDatabase } from "../support/database";

const { db, sql, close } = await testDatabase();
afterAll(close);

beforeEach(async () => {
  await sql`truncate scheduled_jobs`;
  await sql`select graphile_worker.remove_job(key) from graphile_worker.jobs`;
});

const woken = () => sql`select key from graphile_worker.jobs where key = 'sweep-outbox'`;
const forget = () => sql`select graphile_worker.remove_job('sweep-outbox')`;

it("of two workers only one queues a scheduled job in its minute", async () => {
  await Promise.all([scheduleOf(registry)(db), scheduleOf(registry)(db)]);
  expect(await woken()).toHaveLength(1);
  await sql`update scheduled_jobs set minute = floor(extract(epoch from clock_timestamp()) / 60) + 1`;
  await forget();
  // A minute ahead: another worker was there first.
  await scheduleOf(registry)(db);
  expect(await woken()).toHaveLength(0);
});

it("wakes jobs again at once after the database's clock stepped back", async () => {
  await sql`insert into scheduled_jobs (id, minute)
    values ('sweep-outbox', floor(extract(epoch from clock_timestamp()) / 60) + 10)`;
  await scheduleOf(registry)(db);
  expect(await woken()).toHaveLength(1);
});
