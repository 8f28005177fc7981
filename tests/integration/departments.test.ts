import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getClient, listClients } from "@/lib/clients/queries";
import { listClientsSchema } from "@/lib/clients/schemas";
import { updateClient } from "@/lib/clients/update-client";
import type { OperatorContext } from "@/lib/context";
import { listConversations } from "@/lib/conversations/queries";
import { createDepartment } from "@/lib/departments/create-department";
import { deleteDepartment } from "@/lib/departments/delete-department";
import { getDepartment, listDepartments } from "@/lib/departments/queries";
import { createDepartmentSchema, type WorkingHours } from "@/lib/departments/schemas";
import { updateDepartment } from "@/lib/departments/update-department";
import { listMessages } from "@/lib/messages/queries";
import { listMessagesSchema } from "@/lib/messages/schemas";
import { createInvite } from "@/lib/operators/create-invite";
import { revokeInvite } from "@/lib/operators/revoke-invite";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";

const database = await testDatabase();
const { db, sql } = database;
const make = teamMaker(db, sql);

let admin: OperatorContext;

beforeAll(async () => {
  admin = await make.as(await make.person("admin", null));
});
afterAll(() => database.close());

const hours = { time_zone: "Europe/Moscow", days: { "1": ["09:00", "18:00"] as [string, string] } };

describe("departments", () => {
  it("are made with hours, and the first one takes new clients", async () => {
    const first = await createDepartment(admin, { name: " Поддержка ", working_hours: hours });
    expect(first).toMatchObject({ name: "Поддержка", is_default: true, working_hours: hours });
    const second = await createDepartment(admin, { name: "Продажи", start_code: "sales" });
    expect(second).toMatchObject({ is_default: false, start_code: "sales", working_hours: null });
    expect(await make.logged(admin.actor.operatorId)).toContain("department_created");
  });

  it("keep several spans a day, nights and whole days, and tell the first from the second shape", async () => {
    const days = {
      "1": ["09:00", "18:00"],
      "2": [
        ["09:00", "13:00"],
        ["14:00", "18:00"],
      ],
      "5": ["18:00", "02:00"],
      "6": [
        ["02:00", "06:00"],
        ["20:00", "00:00"],
      ],
      "7": ["00:00", "24:00"],
    } satisfies WorkingHours["days"];
    const made = await createDepartment(admin, {
      name: "Ночная смена",
      working_hours: { ...hours, days },
    });
    expect(made.working_hours).toEqual({ ...hours, days });
    const mixed = { ...days, "1": [days["1"]], "2": days["2"].toReversed(), "4": [] };
    for (const change of [mixed, mixed]) {
      const again = await updateDepartment(admin, made.id, {
        working_hours: { ...hours, days: change as WorkingHours["days"] },
      });
      expect(again.working_hours).toEqual({ ...hours, days });
    }
    const [stored] = await sql`select working_hours -> 'days' as days from departments
      where id = ${made.id}`;
    expect(stored?.days).toEqual(days);
  });

  it("refuse a time zone that Postgres takes for a fixed offset or does not know", async () => {
    for (const time_zone of ["CET", "EET", "PST", "SystemV/AST4"]) {
      const made = createDepartment(admin, {
        name: `Пояс ${time_zone}`,
        working_hours: { ...hours, time_zone },
      });
      await expect(made, time_zone).rejects.toMatchObject({
        code: "invalid",
        details: { fields: [{ field: "working_hours.time_zone" }] },
      });
    }
  });

  it("may lie in every time zone that the form offers", async () => {
    const known = await sql<{ name: string }[]>`select name from pg_timezone_names`;
    const names = new Set(known.map(({ name }) => name));
    expect(Intl.supportedValuesOf("timeZone").filter((zone) => !names.has(zone))).toEqual([]);
    const utc = { name: "По Гринвичу", working_hours: { ...hours, time_zone: "UTC" } };
    expect((await createDepartment(admin, utc)).working_hours?.time_zone).toBe("UTC");
  });

  it("have names and start codes of their own", async () => {
    await createDepartment(admin, { name: "Одно имя", start_code: "one" });
    const again = createDepartment(admin, { name: "ОДНО ИМЯ" });
    await expect(again).rejects.toMatchObject({ code: "conflict" });
    const code = createDepartment(admin, { name: "Другое", start_code: "one" });
    await expect(code).rejects.toMatchObject({ code: "conflict" });
  });

  it("hand the default over and never lose it", async () => {
    const next = await createDepartment(admin, { name: "Новый по умолчанию", is_default: true });
    const defaults = (await listDepartments(admin, { limit: 200 })).results.filter(
      (one) => one.is_default,
    );
    expect(defaults.map(({ id }) => id)).toEqual([next.id]);
    const lost = updateDepartment(admin, next.id, { is_default: false });
    await expect(lost).rejects.toMatchObject({ code: "conflict" });
    await expect(deleteDepartment(admin, next.id)).rejects.toMatchObject({ code: "conflict" });
  });

  it("are headed by an active manager or admin only", async () => {
    const { id } = await createDepartment(admin, { name: "С руководителем" });
    const head = await make.person("manager", id);
    const operator = await make.person("operator", id);
    const gone = await make.person("manager", id);
    await sql`update operators set is_active = false where id = ${gone}`;
    expect(await updateDepartment(admin, id, { manager_id: head })).toMatchObject({
      manager_id: head,
    });
    for (const manager_id of [operator, gone, 999_999]) {
      const change = updateDepartment(admin, id, { manager_id });
      await expect(change).rejects.toMatchObject({ code: "invalid" });
    }
  });

  it("change twice alike, and a missing one is not found", async () => {
    const { id } = await createDepartment(admin, { name: "Дважды" });
    const change = { description: "Ночная смена", default_capacity: 7, visibility: "own" as const };
    const first = await updateDepartment(admin, id, change);
    const second = await updateDepartment(admin, id, change);
    expect({ ...second, updated_at: "" }).toEqual({ ...first, updated_at: "" });
    const missing = updateDepartment(admin, 999_999, change);
    await expect(missing).rejects.toMatchObject({ code: "not_found" });
  });

  it("stay while people, clients or pending invites belong to them", async () => {
    const { id } = await createDepartment(admin, { name: "Удаляемый" });
    const person = await make.person("operator", id);
    await expect(deleteDepartment(admin, id)).rejects.toThrow(/People belong to it \(1\)/);
    await sql`delete from operators where id = ${person}`;
    const client = await make.client(id);
    await expect(deleteDepartment(admin, id)).rejects.toThrow(/Clients belong to it \(1\)/);
    await sql`delete from clients where id = ${client}`;
    const invite = await createInvite(admin, { role: "operator", department_id: id });
    await expect(deleteDepartment(admin, id)).rejects.toThrow(/Invites into it are pending/);
    await revokeInvite(admin, invite.id);
    await deleteDepartment(admin, id);
    await expect(getDepartment(admin, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(deleteDepartment(admin, id)).rejects.toMatchObject({ code: "not_found" });
  });

  it("are an admin's to change", async () => {
    const { id } = await createDepartment(admin, { name: "Чужой" });
    for (const role of ["manager", "operator"] as const) {
      const ctx = await make.as(await make.person(role, id));
      for (const act of [
        createDepartment(ctx, { name: "Свой" }),
        updateDepartment(ctx, id, { name: "Свой" }),
        deleteDepartment(ctx, id),
      ]) {
        await expect(act).rejects.toMatchObject({ code: "forbidden" });
      }
    }
  });

  it("refuse hours without a length, overlaps, unknown zones and reserved codes", () => {
    const bad = [
      { working_hours: { time_zone: "Mars/Base", days: {} } },
      { working_hours: { ...hours, days: { "1": ["18:00", "18:00"] } } },
      { working_hours: { ...hours, days: { "1": ["18:00", "09:00"], "2": ["08:00", "12:00"] } } },
      { working_hours: { ...hours, days: { "8": ["09:00", "18:00"] } } },
      { start_code: "inv_x" },
      { start_code: "two words" },
    ];
    for (const values of bad) {
      const { success } = createDepartmentSchema.safeParse({ name: "X", ...values });
      expect(success, JSON.stringify(values)).toBe(false);
    }
  });
});

describe("masked contacts", () => {
  it("hide phone and email from operators in every answer, search and change", async () => {
    const id = await make.department("С масками", { masks: true });
    const operator = await make.as(await make.person("operator", id));
    const manager = await make.as(await make.person("manager", id));
    const client = await make.client(id);
    await make.conversation(client);

    const masked = { phone: "+7 ••• ••• 45 67", email: "a•••@•••.com", contacts_masked: true };
    expect(await getClient(operator, client)).toMatchObject(masked);
    const list = async (ctx: OperatorContext, search: string) =>
      (await listClients(ctx, listClientsSchema.parse({ search }))).results;
    expect(await list(operator, "смирнова")).toMatchObject([masked]);
    expect(await list(operator, "1234567")).toEqual([]);
    expect(await list(operator, "example")).toEqual([]);
    const chats = await listConversations(operator, { view: "all", limit: 50, search: "1234567" });
    expect(chats.results).toEqual([]);
    for (const change of [{ phone: "+7 ••• ••• 45 67" }, { email: null }]) {
      const blind = updateClient(operator, client, change);
      await expect(blind).rejects.toMatchObject({ code: "forbidden" });
    }
    const renamed = await updateClient(operator, client, { first_name: "Аня" });
    expect(renamed).toMatchObject({ first_name: "Аня", ...masked });

    const plain = { phone: "+79161234567", email: "anna@example.com", contacts_masked: false };
    expect(await getClient(manager, client)).toMatchObject(plain);
    expect(await list(manager, "1234567")).toMatchObject([plain]);
  });

  it("hide what a shared contact holds, too", async () => {
    const id = await make.department("С чужими контактами", { masks: true });
    const operator = await make.as(await make.person("operator", id));
    const manager = await make.as(await make.person("manager", id));
    const client = await make.client(id);
    const conversation = await make.conversation(client);
    const contact = { first_name: "Пётр", phone_number: "+79167654321", vcard: "TEL:+79167654321" };
    await sql`insert into messages (conversation_id, client_id, sender_type, message_type, kind, payload,
      delivery_status, position, seq) values (${conversation}, ${client}, 'client', 'text', 'contact',
      ${JSON.stringify({ contact })}::text::jsonb, 'received', 1, 1)`;
    const seenBy = async (ctx: OperatorContext) => {
      const filter = listMessagesSchema.parse({ client_id: String(client) });
      return (await listMessages(ctx, filter)).results.map(({ payload }) => payload);
    };
    const masked = { first_name: "Пётр", phone_number: "+7 ••• ••• 43 21" };
    expect(await seenBy(operator)).toEqual([{ contact: masked }]);
    expect(await seenBy(manager)).toEqual([{ contact }]);
  });
});
