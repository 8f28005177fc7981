import type { Update } from "grammy/types";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handleUpdate } from "@/bot/handle-update";
import { createClient } from "@/lib/clients/create-client";
import { importClients } from "@/lib/clients/import-export/import-clients";
import { getClient } from "@/lib/clients/queries";
import type { OperatorContext } from "@/lib/context";
import { callRoute } from "../api/call-route";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";
import { updatesFrom } from "../support/telegram/telegram-updates";

// Who names a Telegram account before its owner wrote would have the chat: only admins may.
const { db, sql, close } = await testDatabase();
const make = teamMaker(db, sql);
const known = 710_001;
const unknown = 710_002;

let home: number;
let admin: OperatorContext;
let manager: OperatorContext;
let operator: OperatorContext;

beforeAll(async () => {
  home = await make.department("Свой отдел");
  const away = await make.department("Чужой отдел");
  await sql`update departments set is_default = true where id = ${home}`;
  await sql`update departments set start_code = 'sales' where id = ${away}`;
  admin = await make.as(await make.person("admin", null));
  manager = await make.as(await make.person("manager", home));
  operator = await make.as(await make.person("operator", home));
  await sql`insert into clients (telegram_id, first_name, department_id) values (${known}, 'Чужая', ${away})`;
});
afterAll(close);

const deliver = async (update: object) => (await handleUpdate(update as Update))();
const placeOf = async (telegramId: number) =>
  (
    await sql`select d.name from clients c left join departments d on d.id = c.department_id
      where c.telegram_id = ${telegramId}`
  )[0]?.name;
const count = async () => (await sql`select count(*)::int as n from clients`)[0]?.n;

describe("an operator or a manager", () => {
  it("creates no client with a Telegram id, and gets the same error for every id", async () => {
    const before = await count();
    for (const person of [operator, manager]) {
      const token = await make.token(person.actor.operatorId);
      const answers = [];
      for (const telegram_id of [known, unknown]) {
        const body = { first_name: "Ловец", telegram_id };
        const { status, json } = await callRoute("POST", "/api/clients/", { token, body });
        answers.push({ status, ...json, request_id: "" });
      }
      expect(answers[0]).toMatchObject({ status: 403 });
      expect(answers[0]).toEqual(answers[1]);
    }
    expect(await count()).toBe(before);
  });

  it("imports none, and a preview shows the same error for every id", async () => {
    const csv = `first_name,telegram_id\nЛовец,${known}\nЛовец,${unknown}\n`;
    const before = await count();
    const preview = await importClients(manager, { csv }, { isPreview: true });
    const message = "only an admin can set a Telegram account";
    expect(preview.errors).toEqual([
      { row: 2, field: "telegram_id", message },
      { row: 3, field: "telegram_id", message },
    ]);
    await expect(importClients(manager, { csv }, { isPreview: false })).rejects.toMatchObject({
      code: "invalid",
    });
    expect(await count()).toBe(before);
  });

  it("imports the same table without that column", async () => {
    const csv = `first_name,telegram_id\nГость,${known}\n`;
    const mapping = { first_name: "first_name", telegram_id: null } as const;
    const done = await importClients(manager, { csv, mapping }, { isPreview: false });
    expect(done.created).toBe(1);
  });
});

describe("an admin names a Telegram account", () => {
  it("and its first message decides the department", async () => {
    const made = await createClient(admin, { first_name: "Анна", telegram_id: 710_010 });
    expect(made.department_id).toBeNull();
    const csv = "first_name,telegram_id\nОльга,710011\n";
    await importClients(admin, { csv }, { isPreview: false });
    await deliver(updatesFrom(710_010).command("/start sales"));
    await deliver(updatesFrom(710_011).text("Здравствуйте"));
    expect([await placeOf(710_010), await placeOf(710_011)]).toEqual(["Чужой отдел", "Свой отдел"]);
    await expect(getClient(operator, made.id)).rejects.toMatchObject({ code: "not_found" });
  });

  it("in a department of their choice, where it stays", async () => {
    const wanted = { first_name: "Вера", telegram_id: 710_020, department_id: home };
    await createClient(admin, wanted);
    await deliver(updatesFrom(710_020).text("Здравствуйте"));
    expect(await placeOf(710_020)).toBe("Свой отдел");
  });
});
