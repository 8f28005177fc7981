import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, expect, it } from "vitest";
import { cutConnections, publishConversations } from "@/lib/realtime/publish";
import { callRoute } from "../api/call-route";
import { startSilentServer } from "../support/network/silent-server";
import { telegramDesk } from "../support/telegram-desk";
import { waitFor } from "../support/wait-for";

const pusher = await startSilentServer();
const desk = await telegramDesk({ PUSHER_PORT: String(pusher.port) });
const { sql } = desk;

afterAll(async () => {
  pusher.hangUp();
  await desk.close();
  await pusher.close();
});

it("a silent push server does not keep the chat's lock or the delivery", async () => {
  const { clientId, conversationId } = await desk.client(618);
  const sent = await desk.answer(clientId, "Слышно?");
  const began = performance.now();
  await desk.deliver(conversationId);
  // The push client itself gives up after 3 s.
  expect(performance.now() - began).toBeLessThan(2500);
  expect(await desk.standing(sent.id)).toMatchObject({ status: "sent" });
  const held = await sql`select 1 from pg_locks where locktype = 'advisory' and classid = 7001`;
  expect(held).toHaveLength(0);
  await waitFor(() => pusher.callers() > 0, "the hint");
});

it("a silent push server is asked over few connections, and no request waits for it", async () => {
  const { clientId } = await desk.client(700);
  const token = await desk.make.token(desk.admin.actor.operatorId);
  const durations: number[] = [];
  for (let count = 0; count < 20; count++) {
    const began = performance.now();
    const answer = await callRoute("POST", "/api/messages/", {
      token,
      body: { client_id: clientId, content: `Ответ ${count}` },
    });
    durations.push(performance.now() - began);
    expect(answer.status).toBe(201);
  }
  // One that waited would have taken the push client's 3 s.
  expect(Math.max(...durations)).toBeLessThan(2500);
  expect(pusher.open()).toBeLessThanOrEqual(4);
});

it("cutting somebody's sockets is left to a job while the push server is silent", async () => {
  const began = performance.now();
  await cutConnections(5);
  expect(performance.now() - began).toBeLessThan(2500);
  await waitFor(async () => {
    const jobs = await sql`select 1 from graphile_worker.jobs where key = 'cut-5'`;
    return jobs.length === 1;
  }, "the job");
});

it("a storm of hints for a silent server stays within its bound", async () => {
  const before = heapInUse();
  for (let count = 0; count < 100_000; count++) {
    const changed = { clientId: count, seq: 1, departmentId: 1, assignedOperatorId: 1 };
    await publishConversations([{ ...changed, conversationId: count }]);
  }
  expect(heapInUse() - before).toBeLessThan(20 * 1024 * 1024);
  expect(pusher.open()).toBeLessThanOrEqual(4);
});

/** Bytes that are really held: what an earlier suite of this process left to the collector is not. */
function heapInUse(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().heapUsed;
}
