import { afterAll, expect, it } from "vitest";
import { freezingProxy } from "@/tests/support/network/freezing-proxy";
import { stopChild } from "../support/child";
import { waitFor } from "../support/wait-for";
import { workerStage } from "../support/worker-stage";

const stage = await workerStage();
const { control, sql } = stage;
const address = new URL(stage.env.DATABASE_URL ?? "");
const proxy = await freezingProxy(Number(address.port));

afterAll(async () => {
  await stage.close();
  await proxy.close();
});

it("takes over from a worker whose machine vanished, within 90 seconds and without a doubled message", async () => {
  const viaProxy = new URL(address);
  viaProxy.port = String(proxy.port);
  const lost = await stage.startWorker({ DATABASE_URL: viaProxy.href });
  const chat = await stage.chat();
  await control.injectFault({ method: "sendMessage", chat_id: chat.chatId, effect: "hang" });
  const first = await chat.queue("Под вопросом");
  await waitFor(async () => (await chat.calls()).length === 1, "the call");
  const next = await chat.queue("Следующее");
  // Its process stands still, and its connections say nothing any more, not even goodbye.
  proxy.freeze();
  lost.kill("SIGSTOP");
  const gone = Date.now();
  await stage.startWorker();
  await waitFor(async () => (await first.status()) === "unknown", "the doubt", 90_000);
  await waitFor(async () => (await next.status()) === "sent", "the chat's next message", 30_000);
  const seconds = Math.round((Date.now() - gone) / 1000);
  console.log(`taken over ${seconds} s after the worker vanished`);
  expect(seconds).toBeLessThan(90);
  expect((await control.received(chat.chatId, "Следующее")).length).toBe(1);
  expect(await chat.calls()).toHaveLength(2);
  const held = await sql`select 1 from pg_locks where locktype = 'advisory' and classid = 7001`;
  expect(held).toHaveLength(0);
  lost.kill("SIGCONT");
  await stopChild(lost, "SIGKILL");
}, 180_000);

it("runs a killed worker's jobs again and counts the try that was cut short for nothing", async () => {
  const killed = await stage.startWorker();
  const chat = await stage.chat();
  await control.injectFault({ method: "sendMessage", chat_id: chat.chatId, effect: "hang" });
  const message = await chat.queue("Под вопросом");
  await waitFor(async () => (await chat.calls()).length === 1, "the call");
  // As a job of a single try that was under way.
  await sql`update graphile_worker._private_jobs set max_attempts = 1 where locked_by is not null`;
  const [before] = await sql`select count(*)::int as count from graphile_worker.jobs
    where attempts >= max_attempts and locked_by is null`;
  await stopChild(killed, "SIGKILL");
  await waitFor(async () => (await message.status()) === "unknown", "the doubt", 60_000);
  const givenUp = await sql`select 1 from graphile_worker.jobs
    where attempts >= max_attempts and locked_by is null`;
  expect(givenUp).toHaveLength(before?.count ?? 0);
}, 120_000);
