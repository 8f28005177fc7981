import postgres from "postgres";
import { SimulatorControl } from "@/dev/telegram/control-client";
import type { Stack } from "./stack";

/** The team of the browser journeys: Telegram ids of one admin and one operator. */
export const team = { admin: 900_001, operator: 900_002 };

/** A default department, an admin and an operator, with their Telegram accounts. */
export async function seedTeam(stack: Stack): Promise<void> {
  const sql = postgres(stack.env.DATABASE_URL ?? "", { max: 1 });
  const [department] = await sql`
    insert into departments (name, is_default) values ('Поддержка', true) returning id`;
  await sql`insert into operators (telegram_id, name, role, department_id) values
    (${team.admin}, 'Ольга Админ', 'admin', null),
    (${team.operator}, 'Игорь Оператор', 'operator', ${department?.id})`;
  await sql.end();
  const control = new SimulatorControl(stack.simulatorUrl);
  for (const [id, first_name] of [
    [team.admin, "Ольга"],
    [team.operator, "Игорь"],
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
