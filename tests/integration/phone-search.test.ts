import { afterAll, beforeAll, expect, it } from "vitest";
import { createClient } from "@/lib/clients/create-client";
import { listClients } from "@/lib/clients/queries";
import { listClientsSchema } from "@/lib/clients/schemas";
import { type Context, systemContext } from "@/lib/context";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";

const { db, sql, close } = await testDatabase();
const shell = systemContext(db, "shell");
const team = teamMaker(db, sql);
afterAll(() => close());

let admin: Context;
let open: number;
let masked: number;

beforeAll(async () => {
  open = await team.department("Открытый");
  masked = await team.department("Скрытый", { masks: true });
  admin = await team.as(await team.person("admin", null));
});

async function find(ctx: Context, search: string): Promise<number[]> {
  const page = await listClients(ctx, listClientsSchema.parse({ search }));
  return page.results.map(({ id }) => id).sort((a, b) => a - b);
}

const writings = [
  "8 (916) 765-43-21",
  "+79167654321",
  "+7 916 765 43 21",
  "7 916 7654321",
  "9167654321",
  "007 916 765 43 21",
  "8-10-7-916-765-43-21",
  "8‑916‑765‑43‑21",
  "8 916 765–43—21",
  "+7.916.765.43.21",
  "8\u00a0(916)\u202f765−43−21",
  "\u202a+7 916 765-43-21\u202c",
  "８ ９１６ ７６５ ４３ ２１",
  "8 916 765-43-21 доб. 12",
  "+7 (916) 765-43-21, ext 305",
];

it("finds a Russian number in every writing by every other one, and by its last digits", async () => {
  const ids: number[] = [];
  for (const phone of writings) {
    ids.push((await createClient(shell, { first_name: "Номер", phone, department_id: open })).id);
  }
  await createClient(shell, {
    first_name: "Другой",
    phone: "8 916 765-43-22",
    department_id: open,
  });
  const [stored] = await sql`select count(distinct split_part(phone_form, '|', 1))::int as n
    from clients where id = any(${ids})`;
  expect(stored?.n).toBe(1);
  for (const search of [...writings, "765-43-21", "43 21", "4321", "8916765432", "Номер 7654321"]) {
    const all = search === "8916765432" ? [...ids, Math.max(...ids) + 1] : ids;
    expect(await find(admin, search), search).toEqual(all);
  }
});

it.each([
  ["+44 20 7946 0958", ["020 7946 0958", "442079460958", "0044 20 7946 0958", "0958"]],
  ["020 7946 1234", ["+44 20 7946 1234", "7946-1234"]],
  ["+375 29 123-45-67", ["8 029 123-45-67", "80291234567", "29 123 45 67", "+375291234567"]],
  ["8 029 765-43-00", ["+375297654300", "029 7654300"]],
  ["+380 50 123 45 99", ["050 123 45 99", "8 050 123-45-99"]],
  ["8 495 111-22-33 доб. 4455", ["+7 495 111 22 33", "4951112233", "4455"]],
  ["8 495 222-33-44, 8 916 000-11-22", ["+7 916 000 11 22", "+74952223344"]],
])("finds %s in its other writings", async (phone, searches) => {
  const { id } = await createClient(shell, { first_name: "Ещё", phone, department_id: open });
  for (const search of searches) expect(await find(admin, search), search).toContain(id);
});

it("a number with another digit is another number, and three digits are no number's end", async () => {
  const { id } = await createClient(shell, {
    first_name: "Один",
    phone: "8 (903) 555-66-77",
    department_id: open,
  });
  expect(await find(admin, "+7 903 555-66-78")).toEqual([]);
  expect(await find(admin, "+7 903 555-66-77")).toEqual([id]);
});

it("a number stays hidden from those who see phones masked, in every writing", async () => {
  const { id } = await createClient(shell, {
    first_name: "Тайна",
    phone: "8 (999) 000-11-22",
    department_id: masked,
  });
  const reader = await team.as(await team.person("operator", masked));
  expect(await find(admin, "+7 999 000 11 22")).toEqual([id]);
  for (const search of ["+79990001122", "8 (999) 000-11-22", "1122", "00-11-22"]) {
    expect(await find(reader, search), search).toEqual([]);
  }
  expect(await find(reader, "тайна")).toEqual([id]);
  // Beside a name, right digits find no more than wrong ones.
  expect(await find(reader, "тайна 1122")).toEqual(await find(reader, "тайна 3344"));
});

it("looks a number up in an index, also among many clients", async () => {
  await sql`insert into clients (first_name, phone, department_id)
    select 'К' || n, '8 (9' || lpad((n % 100)::text, 2, '0') || ') ' || lpad((n * 7 % 1000)::text, 3, '0') || '-' || lpad((n % 10000)::text, 4, '0'), ${open}
    from generate_series(1, 20000) n`;
  await sql`analyze clients`;
  const text = await sql.begin(async (tx) => {
    // The rows of a test are few enough to be read one by one.
    await tx`set local enable_seqscan = off`;
    const plan = await tx`explain (format json) select id from clients
      where phone_form like '%9167654321%' or search_text like '%9167654321%'`;
    return JSON.stringify(plan[0]);
  });
  expect(text).toContain("clients_phone_search_idx");
  expect(text).not.toContain("Seq Scan");
  const equal = await sql`explain (format json) select id from clients
    where phone_form = phone_form('+7 916 765-43-21')`;
  expect(JSON.stringify(equal[0])).toContain("clients_phone_idx");
});
