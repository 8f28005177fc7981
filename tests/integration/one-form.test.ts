import { afterAll, beforeAll, expect, it } from "vitest";
import { importClients } from "@/lib/clients/import-export/import-clients";
import { listMessages } from "@/lib/messages/queries";
import { listMessagesSchema } from "@/lib/messages/schemas";
import { callRoute } from "../api/call-route";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";

const { db, sql, close } = await testDatabase({ API_RATE_LIMIT: "0" });
const team = teamMaker(db, sql);
afterAll(() => close());

let token: string;
let home: number;
let adminId: number;

beforeAll(async () => {
  home = await team.department("Поддержка");
  await sql`update departments set is_default = true where id = ${home}`;
  adminId = await team.person("admin", null, "Фёдор Йогин");
  token = await team.token(adminId);
});

/** As a Mac writes it: й, ё and the like in two characters. */
const apart = (text: string) => text.normalize("NFD");

const post = (address: string, body: object) => callRoute("POST", address, { token, body });
async function found(address: string, search: string): Promise<string[]> {
  const url = `${address}?search=${encodeURIComponent(search)}`;
  const { json, status, text } = await callRoute("GET", url, { token });
  expect(status, text).toBe(200);
  return json.results.map((row: Record<string, string>) => row.name ?? row.first_name ?? row.title);
}

it("stores every text in composed form, though a Mac sends it decomposed", async () => {
  const client = await post("/api/clients/", { first_name: apart("Андрей Ёлкин") });
  expect(client.json.first_name).toBe("Андрей Ёлкин");
  const tag = await post("/api/tags/", { name: apart("Зелёный") });
  expect(tag.json.name).toBe("Зелёный");
  const department = await post("/api/departments/", { name: apart("Жёлтый йод") });
  expect(department.json.name).toBe("Жёлтый йод");
  const reply = await post("/api/quick-replies/", {
    shortcut: apart("счёт"),
    title: apart("Счёт за йогурт"),
    content: apart("Вот счёт"),
  });
  expect(reply.json).toMatchObject({ shortcut: "счёт", content: "Вот счёт" });
  const file = await post("/api/media/", {
    name: apart("Приём заявок.pdf"),
    mime_type: "application/pdf",
    size: 10,
  });
  expect(file.json.media.name).toBe("Приём заявок.pdf");
  await sql`update media set status = 'stored'`;
  const operator = await post("/api/operators/", {
    name: apart("Пётр Зайцев"),
    telegram_id: 991_122,
    role: "operator",
    department_id: home,
  });
  expect([201, 404, 405]).toContain(operator.status);
});

it.each([
  ["/api/clients/", "елкин", "Андрей Ёлкин"],
  ["/api/clients/", "Ёлкин", "Андрей Ёлкин"],
  ["/api/media/", "прием", "Приём заявок.pdf"],
  ["/api/media/", "ПРИЁМ", "Приём заявок.pdf"],
  ["/api/quick-replies/", "счет", "Счёт за йогурт"],
  ["/api/quick-replies/", "ЙОГУРТ", "Счёт за йогурт"],
  ["/api/operators/", "федор", "Фёдор Йогин"],
  ["/api/operators/", "ФЁДОР ЙОГИН", "Фёдор Йогин"],
])("%s finds %j, in either composition", async (address, search, name) => {
  expect(await found(address, search)).toEqual([name]);
  expect(await found(address, apart(search))).toEqual([name]);
});

it("takes names that differ by case, ё or composition for one", async () => {
  for (const name of ["зеленый", "ЗЕЛЁНЫЙ", apart("Зелёный")]) {
    expect((await post("/api/tags/", { name })).status, name).toBe(409);
  }
  for (const name of ["желтый йод", apart("Жёлтый йод")]) {
    expect((await post("/api/departments/", { name })).status, name).toBe(409);
  }
  for (const shortcut of ["счет", apart("СЧЁТ")]) {
    const body = { shortcut, title: "Ещё", content: "Ещё" };
    expect((await post("/api/quick-replies/", body)).status, shortcut).toBe(409);
  }
  const other = await post("/api/tags/", { name: "Красный" });
  const renamed = await callRoute("PATCH", `/api/tags/${other.json.id}/`, {
    token,
    body: { name: apart("зеленый") },
  });
  expect(renamed.status).toBe(409);
});

it("an import knows departments, tags, statuses and columns in any form", async () => {
  const admin = await team.as(adminId);
  const csv = apart(
    "Имя;Мобильный;Отдел;Метки;Статус\nЙонас;8‑916‑111‑22‑33 доб. 5;желтый йод;ЗЕЛЕНЫЙ;Активный\n",
  );
  const direct = await importClients(admin, { csv: csv.normalize("NFC") }, { isPreview: true });
  expect(direct.errors).toEqual([]);
  const answer = await post("/api/clients/import/", { csv });
  expect(answer.json, answer.text).toMatchObject({ created: 1, error_count: 0 });
  const [row] = await sql`select c.first_name, c.status, d.name as department, t.name as tag
    from clients c join departments d on d.id = c.department_id
    join client_tags ct on ct.client_id = c.id join tags t on t.id = ct.tag_id
    where c.phone_form like '79161112233%'`;
  expect(row).toEqual({
    first_name: "Йонас",
    status: "active",
    department: "Жёлтый йод",
    tag: "Зелёный",
  });
});

it("finds texts of a chat by е for ё, also where no word begins", async () => {
  const clientId = await team.client(home);
  const conversationId = await team.conversation(clientId);
  await sql`insert into messages (conversation_id, client_id, sender_type, message_type, kind, content, delivery_status, position, seq)
    values (${conversationId}, ${clientId}, 'client', 'text', 'text', 'Мой счёт-фактура неполный', 'received', 1, 1)`;
  const admin = await team.as(adminId);
  for (const search of ["чет-факт", apart("СЧЁТ"), "счета", "неполныи\u0306"]) {
    const filter = listMessagesSchema.parse({ client_id: String(clientId), search });
    expect((await listMessages(admin, filter)).results, search).toHaveLength(1);
  }
});

it("keeps an email in the form typed and finds it in both", async () => {
  for (const email of ["anna@пример.рф", "anna@xn--e1afmkfd.xn--p1ai", "почта@пример.рф"]) {
    const made = await post("/api/clients/", { first_name: email.slice(0, 4), email });
    expect(made.status, made.text).toBe(201);
    expect(made.json.email).toBe(email);
  }
  for (const search of ["anna@пример.рф", "anna@xn--e1afmkfd.xn--p1ai", "ANNA@ПРИМЕР.РФ"]) {
    expect(await found("/api/clients/", search), search).toEqual(["anna", "anna"]);
  }
  expect(await found("/api/clients/", "почта@xn--e1afmkfd.xn--p1ai")).toEqual(["почт"]);
  expect((await found("/api/clients/", "пример.рф")).length).toBe(3);
  const [{ id } = { id: 0 }] = await sql`select id from clients where email = 'почта@пример.рф'`;
  const change = { token, body: { email: "info@bücher.example" } };
  expect((await callRoute("PATCH", `/api/clients/${id}/`, change)).json.email).toBe(
    "info@bücher.example",
  );
  expect(await found("/api/clients/", "info@xn--bcher-kva.example")).toEqual(["почт"]);
  expect(await found("/api/clients/", "почта@пример.рф")).not.toContain("почт");
  const refused = await post("/api/clients/", { first_name: "Нет", email: "anna@пример" });
  expect(refused.status).toBe(422);
  expect(refused.json.errors).toMatchObject([{ field: "email" }]);
  const csv = "Имя;Почта\nИмпорт;info@пример.рф\nПлохо;info@\n";
  const preview = await post("/api/clients/import/?preview=1", { csv });
  expect(preview.json.errors).toMatchObject([{ row: 3, field: "email" }]);
});
