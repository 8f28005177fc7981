import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { tendQueues } from "@/lib/assignment/tend-queues";
import { bulkUpdateClients } from "@/lib/clients/bulk-update-clients";
import { updateClient } from "@/lib/clients/update-client";
import { assignClient } from "@/lib/conversations/assignment/assign-client";
import { takeClient } from "@/lib/conversations/assignment/take-client";
import { transferClient } from "@/lib/conversations/assignment/transfer-client";
import { unassignClient } from "@/lib/conversations/assignment/unassign-client";
import { reopen } from "@/lib/conversations/reopen";
import { setDone } from "@/lib/conversations/set-done";
import { snooze } from "@/lib/conversations/snooze";
import { wakeSnoozed } from "@/lib/conversations/wake-snoozed";
import { sendMessage } from "@/lib/messages/send-message";
import { setDuty } from "@/lib/operators/set-duty";
import { assignmentDesk } from "../support/assignment-desk";
import { testDatabase } from "../support/database";

const database = await testDatabase();
const { db, sql } = database;
const desk = assignmentDesk(database);
const { as, admin, team, write, start, loads, conversation, reasons } = desk;
beforeEach(desk.reset);
afterAll(() => database.close());

describe("automatic assignment", () => {
  it("200 clients at once fill 5 operators of 20 exactly and leave 100 in the queue", async () => {
    const operators = await team(5, 20);
    const results = await Promise.all(
      Array.from({ length: 200 }, (_, index) => write(1000 + index)),
    );
    expect(results.filter((one) => one !== "applied")).toEqual([]);
    expect(await loads()).toEqual({
      ...Object.fromEntries(operators.map((id) => [id, 20])),
      nobody: 100,
    });
    const [lines] = await sql`select count(*)::int as n, count(distinct client_id)::int as clients
      from operator_logs where action = 'client_assigned' and details ->> 'reason' = 'new_client'`;
    expect(lines).toEqual({ n: 100, clients: 100 });
  });

  it("a /start payload leads to its department, anything else to the default one", async () => {
    const [sales] =
      await sql`insert into departments (name, start_code) values ('Продажи', 'sales') returning id`;
    await write(1, "sales");
    await write(2, "instagram");
    const rows = await sql`select department_id from clients order by telegram_id`;
    expect(rows.map((row) => Number(row.department_id))).toEqual([
      Number(sales?.id),
      desk.departmentId(),
    ]);
  });

  it("gives to the least loaded, then to whoever was assigned longest ago", async () => {
    const [first, second, third] = await team(3);
    for (const id of [1, 2, 3]) await write(id);
    const admins = await admin();
    for (const id of [1, 2, 3]) await setDone(admins, (await conversation(id)).id);
    for (const id of [4, 5]) await write(id);
    const owners = await Promise.all(
      [1, 2, 3, 4, 5].map(async (id) => (await conversation(id)).owner),
    );
    expect(owners).toEqual([first, second, third, first, second]);
  });

  it("passes by people off duty, inactive, of other departments, and managers without a capacity", async () => {
    const [off, inactive, manager, elsewhere, there] = await team(5);
    await sql`update operators set is_on_duty = false where id = ${off ?? 0}`;
    await sql`update operators set is_active = false where id = ${inactive ?? 0}`;
    await sql`update operators set role = 'manager' where id = ${manager ?? 0}`;
    const [sales] = await sql`insert into departments (name) values ('Продажи') returning id`;
    await sql`update operators set department_id = ${sales?.id} where id = ${elsewhere ?? 0}`;
    for (const id of [1, 2]) await write(id);
    expect(await loads()).toEqual({ [there ?? 0]: 2 });
  });

  it("a returning client goes to the last operator below capacity, else to another", async () => {
    const [first, second] = await team(2, 1);
    await write(1);
    await setDone(as(first ?? 0), (await conversation(1)).id);
    await write(1);
    expect((await conversation(1)).owner).toBe(first);
    await setDone(as(first ?? 0), (await conversation(1)).id);
    await write(2);
    await setDuty(as(second ?? 0), second ?? 0, { is_on_duty: false });
    await sql`update clients set assigned_operator_id = ${first ?? 0} where telegram_id = 2`;
    await setDuty(as(second ?? 0), second ?? 0, { is_on_duty: true });
    await write(1);
    expect((await conversation(1)).owner).toBe(second);
    expect(await reasons(1)).toEqual(["new_client", "returning"]);
  });

  it("the automatic answer is queued with its update, once, and its job with it", async () => {
    await Promise.all([1, 2, 3].map(() => start(7, 4242)));
    const rows =
      await sql`select sender_type, delivery_status, content from messages where chat_id = 7 order by id`;
    expect(rows).toEqual([
      { sender_type: "system", delivery_status: "received", content: "Здравствуйте" },
      { sender_type: "system", delivery_status: "queued", content: "Добро пожаловать" },
    ]);
    const [jobs] = await sql`select count(*)::int as n from graphile_worker.jobs
      where task_identifier = 'send-message-to-telegram'`;
    expect(jobs?.n).toBe(1);
    const [client] = await sql`select assigned_operator_id from clients where telegram_id = 7`;
    expect(client).toEqual({ assigned_operator_id: null });
  });
});

describe("the queue", () => {
  it("gives a freed place to whoever waits longest", async () => {
    const [one] = await team(1, 1);
    for (const id of [1, 2, 3]) await write(id);
    await sql`update conversations set waiting_since = now() - interval '1 hour' where chat_id = 3`;
    await setDone(as(one ?? 0), (await conversation(1)).id);
    expect([(await conversation(2)).owner, (await conversation(3)).owner]).toEqual([null, one]);
    expect(await reasons(3)).toEqual(["queue_drained"]);
  });

  it("is drained when someone comes on duty", async () => {
    const [one] = await team(1);
    await setDuty(as(one ?? 0), one ?? 0, { is_on_duty: false });
    await write(1);
    expect((await conversation(1)).owner).toBeNull();
    await setDuty(as(one ?? 0), one ?? 0, { is_on_duty: true });
    expect((await conversation(1)).owner).toBe(one);
  });

  it("takes back what someone off duty left unanswered for a quarter of an hour, not what is answered", async () => {
    const [away, there] = await team(2);
    for (const id of [1, 2, 3]) await write(id);
    const { clientId } = await conversation(3);
    expect((await conversation(3)).owner).toBe(away);
    await sendMessage(as(away ?? 0), { client_id: clientId, content: "Отвечаю" });
    await setDuty(as(away ?? 0), away ?? 0, { is_on_duty: false });
    await tendQueues(db);
    expect((await conversation(1)).owner).toBe(away);
    await sql`update operators set off_duty_since = now() - interval '16 minutes' where id = ${away ?? 0}`;
    await tendQueues(db);
    expect((await conversation(1)).owner).toBe(there);
    expect((await conversation(3)).owner).toBe(away);
    expect(await reasons(1)).toEqual(["new_client", "released_off_duty", "queue_drained"]);
  });

  it("the manager is alerted once in ten minutes, however many wait", async () => {
    for (const id of [1, 2, 3]) await write(id);
    await tendQueues(db);
    await tendQueues(db);
    const lines = await sql`select details from operator_logs where action = 'queue_alerted'`;
    expect(lines.map((line) => line.details)).toEqual([
      { department_id: desk.departmentId(), waiting: 3 },
    ]);
  });
});

describe("by hand", () => {
  it("of two who take a client at once one gets them, the other a conflict", async () => {
    await write(1);
    const { id } = await conversation(1);
    const people = await team(2, 0);
    const taken = await Promise.allSettled(people.map((person) => takeClient(as(person), id)));
    expect(taken.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(taken.find((one) => one.status === "rejected")?.reason).toMatchObject({
      code: "conflict",
    });
    expect(await reasons(1)).toEqual(["taken"]);
  });

  it("an operator gives away only their own; someone of another department cannot get them", async () => {
    const [owner, other, stranger] = await team(3);
    await write(1);
    const { id } = await conversation(1);
    const [sales] = await sql`insert into departments (name) values ('Продажи') returning id`;
    await sql`update operators set department_id = ${sales?.id} where id = ${stranger ?? 0}`;
    const give = (by: number | undefined, to: number | undefined) =>
      assignClient(as(by ?? 0), id, { operator_id: to ?? 0 });
    await expect(give(other, stranger)).rejects.toMatchObject({ code: "forbidden" });
    await expect(give(owner, stranger)).rejects.toMatchObject({ code: "invalid" });
    await expect(give(owner, other)).resolves.toMatchObject({
      client: { assigned_operator_id: other },
    });
    await expect(unassignClient(as(owner ?? 0), id)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("a transfer to a department carries the note and is answered although it is out of sight", async () => {
    const [owner, seller] = await team(2);
    const [sales] = await sql`insert into departments (name) values ('Продажи') returning id`;
    await sql`update operators set department_id = ${sales?.id} where id = ${seller ?? 0}`;
    await write(1);
    const { id } = await conversation(1);
    const moved = await transferClient(as(owner ?? 0), id, {
      department_id: Number(sales?.id),
      note: "Хочет счёт",
    });
    expect(moved.client).toMatchObject({
      assigned_operator_id: seller,
      department_id: Number(sales?.id),
    });
    const notes = await sql`select content, delivery_status from messages where is_internal`;
    expect(notes).toEqual([{ content: "Хочет счёт", delivery_status: "received" }]);
    const noted = await sql`select operator_id::int from operator_logs where action = 'note_added'`;
    expect(noted).toEqual([{ operator_id: owner }]);
    expect(await reasons(1)).toEqual(["new_client", "transferred", "queue_drained"]);
  });

  it("what is unassigned goes to a colleague, not back", async () => {
    const [owner, other] = await team(2);
    await write(1);
    await unassignClient(as(owner ?? 0), (await conversation(1)).id);
    expect((await conversation(1)).owner).toBe(other);
  });

  it("PATCH of a client follows the same rules", async () => {
    const [owner, other] = await team(2);
    await write(1);
    const { clientId } = await conversation(1);
    const byOther = updateClient(as(other ?? 0), clientId, { assigned_operator_id: null });
    await expect(byOther).rejects.toMatchObject({ code: "forbidden" });
    const patched = await updateClient(as(owner ?? 0), clientId, {
      assigned_operator_id: other ?? 0,
    });
    expect(patched.assigned_operator_id).toBe(other);
    expect(await reasons(1)).toEqual(["new_client", "assigned"]);
  });

  it("a change of foreign clients does not stir their department's queue", async () => {
    await write(1);
    await team(1);
    const [elsewhere] = await sql`insert into departments (name) values ('Продажи') returning id`;
    const stranger = as(999);
    stranger.actor.departmentId = Number(elsewhere?.id);
    const { clientId } = await conversation(1);
    const items = [{ id: clientId, assigned_operator_id: null }];
    expect(await bulkUpdateClients(stranger, { items })).toEqual({ changed: 0, undo: [] });
    expect(await loads()).toEqual({ nobody: 1 });
  });

  it("duty is one's own or the manager's to change", async () => {
    const [one, two, boss] = await team(3);
    const input = { is_on_duty: false };
    await expect(setDuty(as(one ?? 0), two ?? 0, input)).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(setDuty(as(boss ?? 0, "manager"), two ?? 0, input)).resolves.toMatchObject(input);
  });
});

describe("work state", () => {
  it("done closes the case, the next message opens another, reopening takes it back", async () => {
    const [one] = await team(1);
    await write(1);
    const { id } = await conversation(1);
    expect(await setDone(as(one ?? 0), id)).toMatchObject({
      work_state: "done",
      waiting_since: null,
    });
    expect(await setDone(as(one ?? 0), id)).toMatchObject({ work_state: "done" });
    const open = () =>
      sql`select closed_by_operator_id, closed_at is null as is_open from cases order by id`;
    expect(await open()).toEqual([{ closed_by_operator_id: String(one), is_open: false }]);
    const again = await reopen(as(one ?? 0), id);
    expect(again.work_state).toBe("needs_reply");
    expect(again.waiting_since).not.toBeNull();
    expect((await open()).map((row) => row.is_open)).toEqual([true]);
    await setDone(as(one ?? 0), id);
    await write(1);
    expect((await open()).map((row) => row.is_open)).toEqual([false, true]);
  });

  it("a snoozed conversation comes back at its moment, and with the client's message", async () => {
    const [one] = await team(1);
    await write(1);
    const { id } = await conversation(1);
    const until = new Date(Date.now() + 3_600_000).toISOString();
    expect(await snooze(as(one ?? 0), id, { until })).toMatchObject({
      work_state: "snoozed",
      waiting_since: null,
    });
    await wakeSnoozed(db);
    expect((await conversation(1)).state).toBe("snoozed");
    await sql`update conversations set snoozed_until = now() - interval '1 second'`;
    await wakeSnoozed(db);
    expect((await conversation(1)).state).toBe("needs_reply");
    await snooze(as(one ?? 0), id, { until });
    await write(1);
    expect((await conversation(1)).state).toBe("needs_reply");
    const past = snooze(as(one ?? 0), id, { until: "2020-01-01T00:00:00Z" });
    await expect(past).rejects.toMatchObject({ code: "invalid" });
  });
});
