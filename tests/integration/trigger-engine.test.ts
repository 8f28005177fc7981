import { afterAll, afterEach, expect, it, vi } from "vitest";
import { handleUpdate } from "@/bot/handle-update";
import { registry } from "@/jobs/registry";
import { bulkUpdateClients } from "@/lib/clients/bulk-update-clients";
import { moveClient } from "@/lib/clients/move-client";
import { updateClient } from "@/lib/clients/update-client";
import type { OperatorContext } from "@/lib/context";
import { announce, change } from "@/lib/effects/change";
import { sendMessage } from "@/lib/messages/send-message";
import { jobs } from "@/lib/queue/jobs";
import { type When, wake, wakeUp } from "@/lib/queue/wake";
import { requestReport } from "@/lib/reports/request-report";
import { checkJobs } from "@/scripts/crm/checks/check-jobs";
import { testDatabase } from "../support/database";
import { sweep } from "../support/sweep";
import { startTriggerApi } from "../support/trigger/trigger-api";

const api = await startTriggerApi();
const database = await testDatabase({
  JOBS_ENGINE: "trigger",
  TRIGGER_SECRET_KEY: "tr_prod_test",
  TRIGGER_API_URL: api.url,
});
const { db, sql } = database;
const [row] = await sql`insert into operators (telegram_id, name, role)
  values (9001, 'Ольга', 'admin') returning id`;
const admin: OperatorContext = {
  actor: {
    type: "operator",
    via: "session",
    operatorId: Number(row?.id),
    name: "Ольга",
    role: "admin",
    departmentId: null,
    sessionId: 1,
    tokenId: null,
  },
  db,
  requestId: "test",
  ip: null,
};

afterEach(() => {
  api.state.answers = "well";
  api.runs.length = 0;
  api.state.calls.length = 0;
});

afterAll(async () => {
  await database.close();
  await api.close();
});

let nextId = 600;

/** A client who wrote, with an answer's worth of a conversation. */
async function clientWithChat() {
  const id = nextId++;
  const from = { id, is_bot: false, first_name: "Анна" };
  const chat = { id, type: "private" as const, first_name: "Анна" };
  const date = Math.floor(Date.now() / 1000);
  const finish = await handleUpdate({
    update_id: id,
    message: { message_id: id, date, chat, from, text: "Здравствуйте" },
  });
  await finish();
  const [found] = await sql`select client_id, id from conversations where chat_id = ${id}`;
  return { clientId: Number(found?.client_id), conversationId: Number(found?.id) };
}

const wakeChat = (conversationId: number, when: When = {}) =>
  wake(db, wakeUp(jobs.sendMessage, { conversationId }, when));

it("an answer triggers its chat's run once it is committed, and not a moment before", async () => {
  const { clientId, conversationId } = await clientWithChat();
  await change({ db }, async (tx) => {
    announce(tx, { name: "message.queued", conversationId });
    expect(api.state.calls).toEqual([]);
  });
  expect(api.runs).toHaveLength(1);
  await sendMessage(admin, { client_id: clientId, content: "Уже в пути" });
  expect(api.runs).toHaveLength(2);
  expect(api.runs[1]).toMatchObject({
    task: "send-message-to-telegram",
    payload: { conversationId },
    concurrencyKey: `chat-${conversationId}`,
    delay: undefined,
  });
  const [queued] = await sql`select count(*)::int from graphile_worker.jobs`;
  expect(queued?.count).toBe(0);
});

it("a transaction that rolls back triggers nothing, nor does its rolled-back savepoint", async () => {
  const failing = change({ db }, async (tx) => {
    announce(tx, { name: "file.awaited", attachmentId: 1 });
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  await change({ db }, async (tx) => {
    await change({ db: tx }, async (inner) =>
      announce(inner, { name: "file.awaited", attachmentId: 2 }),
    );
    const undone = change({ db: tx }, async (inner) => {
      announce(inner, { name: "file.awaited", attachmentId: 3 });
      throw new Error("back to the savepoint");
    });
    await expect(undone).rejects.toThrow();
    expect(api.state.calls).toEqual([]);
  });
  expect(api.runs).toHaveLength(1);
});

it("news always makes a run; a sweep's repeat and a shared later moment make one", async () => {
  for (let times = 0; times < 2; times++) await wakeChat(7);
  expect(api.runs).toHaveLength(2);
  for (let times = 0; times < 2; times++) await wakeChat(8, { oncePerSec: 3600 });
  expect(api.runs).toHaveLength(3);
  vi.useFakeTimers({ toFake: ["Date"] });
  const runAt = Date.now() + 60_000;
  for (let times = 0; times < 2; times++) await wakeChat(9, { delayMs: 60_000 });
  vi.useRealTimers();
  expect(api.runs).toHaveLength(4);
  const delay = new Date(api.runs[3]?.delay ?? 0).getTime() - runAt;
  expect(delay).toBeGreaterThanOrEqual(0);
  expect(delay).toBeLessThan(500);
});

it("clients who are still to be placed make one run in a second, however many changes say so", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  for (let times = 0; times < 3; times++) {
    await change({ db }, async (tx) => announce(tx, { name: "placement.postponed" }));
  }
  expect(api.runs).toHaveLength(1);
  vi.setSystemTime(Date.now() + 1000);
  await change({ db }, async (tx) => announce(tx, { name: "placement.postponed" }));
  vi.useRealTimers();
  expect(api.runs).toHaveLength(2);
});

it.each(["refusal", "silence"] as const)(
  "%s of Trigger.dev is no error for the operator, and the sweeper makes up for it",
  async (answers) => {
    const { clientId, conversationId } = await clientWithChat();
    api.state.answers = answers;
    const sent = await sendMessage(admin, { client_id: clientId, content: "Минуту" });
    expect(sent.delivery_status).toBe("queued");
    expect(api.state.calls).toContain("POST /api/v1/tasks/send-message-to-telegram/trigger");
    expect(api.runs).toEqual([]);
    api.state.answers = "well";
    await sweep();
    expect(api.runs.map((run) => run.payload)).toContainEqual({ conversationId });
  },
);

it("webhooks that got an event are woken after its commit, without waiting for the sweeper", async () => {
  const { clientId, conversationId } = await clientWithChat();
  const [webhook] = await sql`insert into webhooks (url, secret, events)
    values ('https://example.com/', 'x', '{message.created,client.assigned}') returning id`;
  const webhookId = Number(webhook?.id);
  const woken = () =>
    api.runs.filter(({ task }) => task === "deliver-webhook").map(({ payload }) => payload);
  api.runs.length = 0;
  await sendMessage(admin, { client_id: clientId, content: "Событие" });
  expect(woken()).toContainEqual({ webhookId });
  api.runs.length = 0;
  await sql`delete from webhook_deliveries`;
  await clientWithChat();
  expect(woken()).toContainEqual({ webhookId });
  api.runs.length = 0;
  await sql`delete from webhook_deliveries`;
  await updateClient(admin, clientId, { assigned_operator_id: admin.actor.operatorId });
  expect(woken()).toContainEqual({ webhookId });
  api.runs.length = 0;
  await sql`delete from webhooks where id = ${webhookId}`;
  await sendMessage(admin, { client_id: clientId, content: "Никому" });
  expect(woken()).toEqual([]);
  await sql`delete from messages where conversation_id = ${conversationId} and delivery_status = 'queued'`;
});

it("a card dragged on the board, and clients changed in bulk, wake webhooks at once", async () => {
  const { clientId } = await clientWithChat();
  const [webhook] = await sql`insert into webhooks (url, secret, events)
    values ('https://example.com/', 'x', '{client.status_changed}') returning id`;
  const webhookId = Number(webhook?.id);
  const woken = () =>
    api.runs.filter(({ task }) => task === "deliver-webhook").map(({ payload }) => payload);
  await moveClient(admin, clientId, { status: "active" });
  expect(woken()).toEqual([{ webhookId }]);
  api.runs.length = 0;
  await sql`delete from webhook_deliveries`;
  await bulkUpdateClients(admin, { ids: [clientId], change: { status: "closed" } });
  expect(woken()).toEqual([{ webhookId }]);
  await sql`delete from webhooks where id = ${webhookId}`;
});

it("a report whose run was never triggered is woken by the sweeper", async () => {
  api.state.answers = "refusal";
  const report = await requestReport(admin, {
    group_by: "operator",
    from_day: "2026-01-01",
    to_day: "2026-01-02",
    time_zone: "UTC",
  });
  api.state.answers = "well";
  const made = () => api.runs.filter(({ task }) => task === "generate-report");
  await sweep();
  expect(made()).toEqual([]);
  await sql`update reports set created_at = now() - interval '3 minutes' where id = ${report.id}`;
  await sweep();
  expect(made()).toMatchObject([
    { payload: { reportId: report.id, operatorId: admin.actor.operatorId } },
  ]);
});

it("the doctor tells a wrong key, jobs that were not deployed and a slow plan from a good state", async () => {
  api.state.answers = "refusal";
  await expect(checkJobs()).rejects.toThrow("Trigger.dev refuses our key");
  api.state.answers = "well";
  const schedules = registry.flatMap((job) => (job.cron ? [{ task: job.id }] : []));
  api.state.schedules = schedules.slice(1);
  await expect(checkJobs()).rejects.toThrow(`no active schedule of: ${schedules[0]?.task}`);
  api.state.schedules = schedules.map((one) => ({ ...one, active: false }));
  await expect(checkJobs()).rejects.toThrow("sweep-outbox");
  api.state.schedules = schedules;
  expect(await checkJobs()).toBe("Trigger.dev takes our key and has every schedule");
  const appliedSchedulePolicy = { minimumWindowSeconds: 3600, reason: "free_schedule" };
  api.state.schedules = schedules.map((one) => ({ ...one, appliedSchedulePolicy }));
  expect(await checkJobs()).toContain("up to 60 minutes late");
});
