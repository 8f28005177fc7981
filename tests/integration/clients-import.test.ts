import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, it } from "vitest";
import { exportClients } from "@/lib/clients/import-export/export-clients";
import { importClients } from "@/lib/clients/import-export/import-clients";
import { clientCounts } from "@/lib/clients/queries";
import { exportClientsSchema } from "@/lib/clients/schemas";
import { type Context, systemContext } from "@/lib/context";
import { createTag } from "@/lib/tags/create-tag";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";

const database = await testDatabase();
const { db, sql } = database;
const shell = systemContext(db, "shell");
const team = teamMaker(db, sql);
afterAll(() => database.close());

let admin: Context;
let department: number;

beforeAll(async () => {
  department = await team.department("Опт");
  admin = await team.as(await team.person("admin", null));
  await createTag(shell, { name: "VIP" });
});

const make = { isPreview: false };
const look = { isPreview: true };
const count = async () => (await clientCounts(admin, {})).total;

async function exported(ctx: Context, filter: Record<string, string> = {}) {
  const stream = await exportClients(ctx, exportClientsSchema.parse(filter));
  const bytes = await new Response(stream).arrayBuffer();
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

it("guesses columns in Russian, shows a preview and adds nothing before it is told to", async () => {
  const csv =
    "\uFEFFИмя;Фамилия;Телефон;Статус;Отдел;Метки;Заметка\nАнна;Ёлкина;+7 916 123-45-67;активный;опт;vip;x\n";
  const before = await count();
  const preview = await importClients(admin, { csv }, look);
  expect(preview).toMatchObject({ rows: 1, created: 0, error_count: 0 });
  expect(preview.mapping).toEqual({
    Имя: "first_name",
    Фамилия: "last_name",
    Телефон: "phone",
    Статус: "status",
    Отдел: "department",
    Метки: "tags",
    Заметка: null,
  });
  expect(await count()).toBe(before);
  expect(await importClients(admin, { csv }, make)).toMatchObject({ created: 1 });
  const [row] =
    await sql`select c.*, t.name as tag from clients c join client_tags x on x.client_id = c.id
    join tags t on t.id = x.tag_id where last_name = 'Ёлкина'`;
  expect(row).toMatchObject({ first_name: "Анна", status: "active", tag: "VIP" });
  expect(Number(row?.department_id)).toBe(department);
});

it("imports all rows or none, naming every bad one", async () => {
  const csv = [
    "first_name,phone,email,status,department,telegram_id,tags",
    "Good,+79160000000,good@example.com,lead,Опт,,",
    ",+79160000000,,,,,",
    "Bad,phone!,no-mail,sleeping,Нигде,-5,none",
    "Twice,,,,,900100,",
    "Twice,,,,,900100,",
  ].join("\n");
  const before = await count();
  const preview = await importClients(admin, { csv }, look);
  expect(preview.errors.map(({ row, field }) => `${row} ${field}`)).toEqual([
    "3 first_name",
    "4 phone",
    "4 email",
    "4 telegram_id",
    "4 status",
    "4 department",
    "4 tags",
    "6 telegram_id",
  ]);
  await expect(importClients(admin, { csv }, make)).rejects.toMatchObject({ code: "invalid" });
  expect(await count()).toBe(before);
});

it("refuses what is no table, with the reason", async () => {
  for (const csv of ['a,b\n"broken', "a,a\n1,2", "\n\n", "name,phone\n1,2,3"]) {
    await expect(importClients(admin, { csv }, look)).rejects.toMatchObject({ code: "invalid" });
  }
});

it("reads a table as Excel writes it, and names errors by Excel's rows", async () => {
  const csv = [
    "\uFEFFsep=;",
    ";;;;",
    '"Имя, фамилия";Имя;;Телефон;',
    "x;Анна;;+7 916 123-45-67;",
    ";;;;",
    "",
    'x;"Борис\nИванович";заметка;не телефон;',
    "x;Вера",
    "",
  ].join("\r\n");
  const preview = await importClients(admin, { csv }, look);
  expect(preview.columns).toEqual(["Имя, фамилия", "Имя", "C", "Телефон"]);
  expect(preview.mapping).toEqual({
    "Имя, фамилия": null,
    Имя: "first_name",
    C: null,
    Телефон: "phone",
  });
  expect(preview.rows).toBe(3);
  // As Excel shows them: without the hint, with the blank lines, a cell with a line break as one row.
  expect(preview.errors).toEqual([{ row: 6, field: "phone", message: "is not a phone number" }]);
  const good = csv.replace("не телефон", "+79160000099");
  expect(await importClients(admin, { csv: good }, make)).toMatchObject({ created: 3 });
});

it("calls a column without a heading by its letter, or by more where that is taken", async () => {
  const csv = "Имя;;B;\nАнна;один;два;три\n";
  const { columns } = await importClients(admin, { csv }, look);
  expect(columns).toEqual(["Имя", "B.", "B", "D"]);
  const mapping = { Имя: "first_name", D: "last_name" } as const;
  await importClients(admin, { csv, mapping }, make);
  expect(await sql`select 1 from clients where last_name = 'три'`).toHaveLength(1);
});

it("refuses too many columns at once, with the reason", async () => {
  const wide = Array.from({ length: 100_000 }, (_, at) => `c${at}`).join(";");
  await expect(importClients(admin, { csv: `${wide}\n1` }, look)).rejects.toThrow(
    "More than 200 columns",
  );
  await expect(
    importClients(admin, { csv: `имя;телефон\n${"1;".repeat(400_000)}` }, look),
  ).rejects.toThrow("Row 2 has more cells");
});

it("takes a mapping instead of its guess", async () => {
  const csv = "one,two\nИван,Петров";
  const mapping = { one: "last_name", two: "first_name" } as const;
  await importClients(admin, { csv, mapping }, make);
  const [row] = await sql`select first_name from clients where last_name = 'Иван'`;
  expect(row?.first_name).toBe("Петров");
});

it("takes a thousand rows and more in one go", async () => {
  const before = await count();
  const rows = Array.from(
    { length: 2500 },
    (_, at) => `Клиент ${at},+7900${String(at).padStart(7, "0")}`,
  );
  const csv = `имя,телефон\n${rows.join("\n")}`;
  expect((await importClients(admin, { csv }, make)).created).toBe(2500);
  expect(await count()).toBe(before + 2500);
  const lines =
    await sql`select 1 from operator_logs where action = 'clients_imported' and description = '2500 clients'`;
  expect(lines).toHaveLength(1);
});

it("lets a manager import only into their own departments, an operator not at all", async () => {
  const own = await team.department("Свой");
  const manager = await team.as(await team.person("manager", own));
  await importClients(manager, { csv: "name\nМоя" }, make);
  const [row] = await sql`select department_id from clients where first_name = 'Моя'`;
  expect(Number(row?.department_id)).toBe(own);
  const foreign = await importClients(manager, { csv: "name,department\nX,Опт" }, look);
  expect(foreign.errors.map(({ field }) => field)).toEqual(["department"]);
  const operator = await team.as(await team.person("operator", own));
  await expect(importClients(operator, { csv: "name\nX" }, look)).rejects.toMatchObject({
    code: "forbidden",
  });
});

it("exports every client once, in pages, with formulas defused and Cyrillic whole", async () => {
  await sql`insert into clients (first_name, last_name, phone, department_id) values
    ('=HYPERLINK("http://x")', ${"\t@sum"}, '+79161112233', ${department}), ('  +cmd|1', '－2+3', null, ${department})`;
  const text = await exported(admin);
  expect(text.startsWith("\uFEFF")).toBe(true);
  const rows = parse(text, { bom: true, columns: true }) as Record<string, string>[];
  expect(rows).toHaveLength(await count());
  expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
  const evil = rows.find((row) => row.first_name?.includes("HYPERLINK"));
  expect(evil).toMatchObject({ last_name: "'\t'@sum", phone: "+79161112233" });
  expect(evil?.first_name?.startsWith("'=")).toBe(true);
  const cells = rows.flatMap((row) => Object.values(row));
  expect(cells.filter((cell) => /^[\s]*[=@＝＋－＠|]/.test(cell))).toEqual([]);
  const lines = await sql`select details from operator_logs where action = 'export_made'`;
  expect(lines.length).toBeGreaterThan(0);
});

it("an exported table comes back as it was, formulas and phones with dashes too", async () => {
  const own = await team.department("Туда и обратно");
  const people = [
    ["Анна;=1+1", "'-2-3", "+7-916-123-45-67"],
    ["@аня", "Ёлкина\t+1", "+7 (916) 765 43 21"],
  ] as const;
  for (const [first, last, phone] of people) {
    await sql`insert into clients (first_name, last_name, phone, department_id)
      values (${first}, ${last}, ${phone}, ${own})`;
  }
  const kept = () => sql`select first_name, last_name, phone from clients
    where department_id = ${own} order by phone`;
  const before = await kept();
  const csv = await exported(admin, { department_id: String(own) });
  for (const line of csv.split(/[,;\t\r\n]/)) expect(line).not.toMatch(/^"?[=@-]/);
  await sql`delete from clients where department_id = ${own}`;
  await importClients(admin, { csv }, make);
  expect(await kept()).toEqual(before);
});

it("a table exported with semicolons comes back as it was, too", async () => {
  const own = await team.department("Туда и обратно, с точкой");
  await sql`insert into clients (first_name, last_name, department_id)
    values ('Анна,=1+1', ${"'-2;=3"}, ${own})`;
  const kept = () => sql`select first_name, last_name from clients where department_id = ${own}`;
  const before = await kept();
  const filter = exportClientsSchema.parse({ department_id: String(own) });
  const csv = await new Response(await exportClients(admin, filter, ";")).text();
  expect(csv).toContain("Анна,'=1+1;");
  await sql`delete from clients where department_id = ${own}`;
  await importClients(admin, { csv }, make);
  expect(await kept()).toEqual(before);
});

it("exports a filter that finds nobody as a header alone", async () => {
  const text = await exported(admin, { search: "никтоникогданигде" });
  expect(text.trim().split("\n")).toHaveLength(1);
});

it("refuses operators and shows a manager only their own", async () => {
  const own = await team.department("Ещё свой");
  await team.client(own);
  const manager = await team.as(await team.person("manager", own));
  const rows = parse(await exported(manager), { bom: true, columns: true });
  expect(rows).toHaveLength(1);
  const operator = await team.as(await team.person("operator", own));
  await expect(exportClients(operator, exportClientsSchema.parse({}))).rejects.toMatchObject({
    code: "forbidden",
  });
});
