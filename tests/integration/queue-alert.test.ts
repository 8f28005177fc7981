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

/** Someone of the team who has started the bot, and whether they were told. */
async function person(role: string, departmentId: number | null, isStarted = true) {
  const telegramId = nextId++;
  await control.createPerson({ id: telegramId, first_name: "Анна", is_started: isStarted });
  const [row] = await sql`insert into operators (telegram_id, name, role, department_id, is_on_duty)
    values (${telegramId}, 'Анна', ${role}, ${departmentId}, false) returning id`;
  const wasTold = async () => (await control.received(telegramId)).length === 1;
  return { id: Number(row?.id), wasTold };
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
    Promise.all([admin, second, manager, stranger].map((one) => one.wasTold()));

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
  expect(await reachable.wasTold()).toBe(true);
});
