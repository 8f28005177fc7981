import { afterAll, beforeEach, expect, it } from "vitest";
import { SimulatorControl } from "@/dev/telegram/control-client";
import { startTelegramSimulator } from "@/dev/telegram/server";
import { alertManager } from "@/lib/effects/alert-manager";
import { assignmentDesk } from "../support/assignment-desk";
import { testDatabase } from "../support/database";

const simulator = await startTelegramSimulator();
const control = new SimulatorControl(simulator.url);
const database = await testDatabase({ TELEGRAM_API_ROOT: simulator.url });
const { db, sql } = database;
const desk = assignmentDesk(database);
beforeEach(desk.reset);
afterAll(async () => {
  await database.close();
  await simulator.close();
});

let nextId = 510_000;

/** Someone of the team who has started the bot, and how often they were told. */
async function person(role: string, departmentId: number | null, isStarted = true) {
  const telegramId = nextId++;
  await control.createPerson({ id: telegramId, first_name: "Анна", is_started: isStarted });
  const [row] = await sql`insert into operators (telegram_id, name, role, department_id, is_on_duty)
    values (${telegramId}, 'Анна', ${role}, ${departmentId}, false) returning id`;
  const told = async () => (await control.received(telegramId)).length;
  return { id: Number(row?.id), told };
}

it("tells the head alone, else the managers of the department, else the admins", async () => {
  const here = desk.departmentId();
  const [elsewhere] = await sql`insert into departments (name) values ('Продажи') returning id`;
  const admin = await person("admin", null);
  const second = await person("admin", null);
  const manager = await person("manager", here);
  const stranger = await person("manager", Number(elsewhere?.id));
  await person("operator", here);
  await desk.write(1);
  const told = async () =>
    Promise.all([admin, second, manager, stranger].map(async (one) => (await one.told()) === 1));

  await sql`update departments set manager_id = ${stranger.id} where id = ${here}`;
  await alertManager(db, here);
  expect(await told()).toEqual([false, false, false, true]);

  await sql`delete from operator_logs where action = 'queue_alerted'`;
  await sql`update departments set manager_id = null where id = ${here}`;
  await alertManager(db, here);
  expect(await told()).toEqual([false, false, true, true]);

  await sql`delete from operator_logs where action = 'queue_alerted'`;
  await sql`update operators set is_active = false where id = ${manager.id}`;
  await alertManager(db, here);
  expect(await told()).toEqual([true, true, true, true]);
});

it("tells the others when one cannot be told", async () => {
  await person("admin", null, false);
  const reachable = await person("admin", null);
  await desk.write(2);
  await alertManager(db, desk.departmentId());
  expect(await reachable.told()).toBe(1);
});

it("tells of each department's queue once in ten minutes, also when asked twice at once", async () => {
  const here = desk.departmentId();
  const admin = await person("admin", null);
  await desk.write(3);
  await Promise.all([alertManager(db, here), alertManager(db, here)]);
  await alertManager(db, here);
  expect(await admin.told()).toBe(1);

  const [elsewhere] = await sql`insert into departments (name) values ('Продажи') returning id`;
  await desk.write(4);
  await sql`update clients set department_id = ${elsewhere?.id} where telegram_id = 4`;
  await alertManager(db, Number(elsewhere?.id));
  expect(await admin.told()).toBe(2);

  await sql`update operator_logs set timestamp = timestamp - interval '11 minutes'`;
  await alertManager(db, here);
  expect(await admin.told()).toBe(3);
});

it("tells nobody when nobody waits any more", async () => {
  const admin = await person("admin", null);
  await alertManager(db, desk.departmentId());
  await desk.write(5);
  await sql`update conversations set work_state = 'done'`;
  await alertManager(db, desk.departmentId());
  expect(await admin.told()).toBe(0);
});
