import postgres from "postgres";
import { SimulatorControl } from "@/dev/telegram/control-client";
import { spawnScript } from "./child";
import type { Stack } from "./stack";

/** Telegram ids of the people whom journeys and measurements sign in. */
export const team = { admin: 900_001, manager: 900_002, operator: 900_004 };

/** A default department, an admin and an operator, with their Telegram accounts, and nothing else. */
export async function seedTeam(stack: Stack): Promise<void> {
  const sql = postgres(stack.env.DATABASE_URL ?? "", { max: 1 });
  const [department] = await sql`
    insert into departments (name, is_default) values ('Поддержка', true) returning id`;
  await sql`insert into operators (telegram_id, name, role, department_id) values
    (${team.admin}, 'Мария Петрова', 'admin', null),
    (${team.operator}, 'Иван Кузнецов', 'operator', ${department?.id})`;
  await sql.end();
  const control = new SimulatorControl(stack.simulatorUrl);
  for (const [id, first_name] of [
    [team.admin, "Мария"],
    [team.operator, "Иван"],
  ] as const) {
    await control.createPerson({
      id,
      first_name,
      role: "operator",
      is_started: true,
      language_code: "ru",
    });
  }
}

/** The demo set that a first `npm run dev` shows: `team` are people of it. */
export async function seedDemo(stack: Stack): Promise<void> {
  const child = spawnScript("scripts/seed.ts", stack.env);
  const code = await new Promise((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error(`The demo data were not written: exit code ${code}.`);
}
