import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { tendQueues } from "@/lib/assignment/tend-queues";
import type { OperatorContext } from "@/lib/context";
import { unassignClient } from "@/lib/conversations/assignment/unassign-client";
import { reopen } from "@/lib/conversations/reopen";
import { setDone } from "@/lib/conversations/set-done";
import { snooze } from "@/lib/conversations/snooze";
import { updateDepartment } from "@/lib/departments/update-department";
import { setDuty } from "@/lib/operators/set-duty";
import { updateOperator } from "@/lib/operators/update-operator";
import { assignmentDesk } from "../support/assignment-desk";
import { testDatabase } from "../support/database";

const database = await testDatabase();
const { db, sql } = database;
const desk = assignmentDesk(database);
const { as, admin, team, write, conversation, reasons } = desk;
let boss: OperatorContext;
beforeEach(async () => {
  await desk.reset();
  boss = await admin();
});
afterAll(() => database.close());

const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();

async function pair(): Promise<[number, number]> {
  const [first = 0, second = 0] = await team(2);
  return [first, second];
}

/** A department that someone of the first one heads, with one client of theirs who waits. */
async function headed(headId: number, telegramId: number) {
  await sql`update operators set role = 'manager' where id = ${headId}`;
  const [row] = await sql`insert into departments (name, manager_id, start_code)
    values ('Продажи', ${headId}, 'sales') returning id`;
  await write(telegramId, "sales");
  await sql`update clients set assigned_operator_id = ${headId} where telegram_id = ${telegramId}`;
  return Number(row?.id);
}

describe("a client of someone who is deactivated", () => {
  it("goes to a colleague at once, also when put off until tomorrow", async () => {
    const [gone, colleague] = await pair();
    await write(1);
    const { id, owner } = await conversation(1);
    expect(owner).toBe(gone);
    await sql`update conversations set unanswered_count = 0 where id = ${id}`;
    await snooze(as(gone), id, { until: tomorrow() });
    await updateOperator(boss, gone, { is_active: false });
    expect(await conversation(1)).toMatchObject({ owner: colleague, state: "snoozed" });
    expect(await reasons(1)).toEqual(["new_client", "operator_deactivated", "queue_drained"]);
  });

  it("goes to a colleague when a closed conversation is opened again", async () => {
    const [gone, colleague] = await pair();
    await write(1);
    const { id } = await conversation(1);
    await setDone(as(gone), id);
    await updateOperator(boss, gone, { is_active: false });
    expect((await conversation(1)).owner).toBe(gone);
    await reopen(boss, id);
    expect(await conversation(1)).toMatchObject({ owner: colleague, state: "needs_reply" });
  });

  it("is found within a minute, whatever left them so, and nobody else's is touched", async () => {
    const [gone, colleague] = await pair();
    for (const id of [1, 2]) await write(id);
    await sql`update operators set is_active = false where id = ${gone}`;
    await tendQueues(db);
    await tendQueues(db);
    expect((await conversation(1)).owner).toBe(colleague);
    expect(await reasons(1)).toEqual(["new_client", "operator_deactivated", "queue_drained"]);
    expect(await reasons(2)).toEqual(["new_client"]);
  });
});

describe("a client whom their operator sees no more", () => {
  it("is released when the head steps down, the clients of their own department are not", async () => {
    const [head] = await pair();
    await headed(head, 1);
    await write(2);
    await sql`update clients set assigned_operator_id = ${head} where telegram_id = 2`;
    await updateOperator(boss, head, { role: "operator" });
    expect((await conversation(1)).owner).toBeNull();
    expect((await conversation(2)).owner).toBe(head);
    expect(await reasons(1)).toEqual(["operator_out_of_sight"]);
  });

  it("is released when the department gets another head", async () => {
    const [head, next] = await pair();
    const departmentId = await headed(head, 1);
    await sql`update operators set role = 'manager' where id = ${next}`;
    await updateDepartment(boss, departmentId, { manager_id: next });
    expect((await conversation(1)).owner).toBeNull();
    await updateDepartment(boss, departmentId, { manager_id: next });
    expect(await reasons(1)).toEqual(["operator_out_of_sight"]);
  });

  it("goes to somebody who does with their next message", async () => {
    const [head, seller] = await pair();
    const departmentId = await headed(head, 1);
    await sql`update conversations set work_state = 'waiting_client', unanswered_count = 0`;
    await sql`update departments set manager_id = null where id = ${departmentId}`;
    await sql`update operators set department_id = ${departmentId} where id = ${seller}`;
    await write(1);
    expect((await conversation(1)).owner).toBe(seller);
  });
});

it("someone new in the role of operator gets who waits at once", async () => {
  const [manager = 0] = await team(1);
  await sql`update operators set role = 'manager' where id = ${manager}`;
  await write(1);
  expect((await conversation(1)).owner).toBeNull();
  await updateOperator(boss, manager, { role: "operator" });
  expect((await conversation(1)).owner).toBe(manager);
});

it("who was put back by hand does not return to the only person on duty, but to the next one", async () => {
  const [only, later] = await pair();
  await setDuty(as(later), later, { is_on_duty: false });
  await write(1);
  await unassignClient(as(only), (await conversation(1)).id);
  await write(2);
  await tendQueues(db);
  expect((await conversation(1)).owner).toBeNull();
  expect((await conversation(2)).owner).toBe(only);
  await setDuty(as(later), later, { is_on_duty: true });
  expect((await conversation(1)).owner).toBe(later);
});
