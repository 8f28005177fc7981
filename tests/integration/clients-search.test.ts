import { afterAll, beforeAll, expect, it } from "vitest";
import { createClient } from "@/lib/clients/create-client";
import { clientCounts, listClients } from "@/lib/clients/queries";
import { listClientsSchema } from "@/lib/clients/schemas";
import { clientSorts } from "@/lib/clients/terms";
import { type Context, systemContext } from "@/lib/context";
import { listConversations } from "@/lib/conversations/queries";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";

const database = await testDatabase();
const { db, sql } = database;
const shell = systemContext(db, "shell");
const team = teamMaker(db, sql);
afterAll(() => database.close());

let open: number;
let masked: number;
let admin: Context;

async function say(clientId: number, content: string) {
  const [conversation] = await sql`select id from conversations where client_id = ${clientId}`;
  const [message] = await sql`
    insert into messages (conversation_id, client_id, sender_type, message_type, kind, content, delivery_status, position, seq)
    values (${conversation?.id}, ${clientId}, 'client', 'text', 'text', ${content}, 'received', 0, 1)
    returning id`;
  await sql`update conversations set last_message_id = ${message?.id}, last_message_at = clock_timestamp()
    where client_id = ${clientId}`;
}

async function find(ctx: Context, search: string): Promise<string[]> {
  const page = await listClients(ctx, listClientsSchema.parse({ search, sort: "name" }));
  return page.results.map((client) => `${client.first_name} ${client.last_name}`.trim());
}

beforeAll(async () => {
  open = await team.department("Открытый");
  masked = await team.department("Скрытый", { masks: true });
  admin = await team.as(await team.person("admin", null));
  const people = [
    { first_name: "Алёна", last_name: "Королёва", username: "alena_k", phone: "+79161234567" },
    { first_name: "Пётр", last_name: "Смирнов", email: "petr@example.com", phone: "+7 905 111" },
    { first_name: "John", last_name: "Smith", username: "Johnny" },
    { first_name: "100%", last_name: "a_b" },
  ];
  for (const person of people) await createClient(shell, { ...person, department_id: open });
  const hidden = await createClient(shell, {
    first_name: "Тайна",
    phone: "+79990001122",
    department_id: masked,
  });
  await say(hidden.id, "где моя посылка с ёлкой");
});

it("finds by part of a name, username, phone and email, in any case and order of words", async () => {
  expect(await find(admin, "КОРОЛ")).toEqual(["Алёна Королёва"]);
  expect(await find(admin, "королева алена")).toEqual(["Алёна Королёва"]);
  expect(await find(admin, "@Alena")).toEqual(["Алёна Королёва"]);
  expect(await find(admin, "petr@exa")).toEqual(["Пётр Смирнов"]);
  expect(await find(admin, "8 (916) 123-45-67")).toEqual(["Алёна Королёва"]);
  expect(await find(admin, "nobody at all")).toEqual([]);
});

it("takes ё and е for one letter on both sides", async () => {
  expect(await find(admin, "алена")).toEqual(["Алёна Королёва"]);
  expect(await find(admin, "Алёна")).toEqual(["Алёна Королёва"]);
  expect(await find(admin, "елкой")).toEqual(["Тайна"]);
});

it("forgives a typo when nothing else is found", async () => {
  expect(await find(admin, "Смирноф")).toEqual(["Пётр Смирнов"]);
  expect(await find(admin, "Корлева")).toEqual(["Алёна Королёва"]);
  expect(await find(admin, "Johny")).toContain("John Smith");
});

it("finds message texts by the words' stems", async () => {
  expect(await find(admin, "посылки")).toEqual(["Тайна"]);
  expect(await find(admin, "посылка ёлка")).toEqual(["Тайна"]);
});

it("takes % and _ as they are", async () => {
  expect(await find(admin, "100%")).toEqual(["100% a_b"]);
  expect(await find(admin, "a_b")).toEqual(["100% a_b"]);
  expect(await find(admin, "%")).toEqual(["100% a_b"]);
});

it("never crashes on signs that a query language knows", async () => {
  for (const search of [`"`, "' or 1=1 --", "a & | !", "\\", "<->", "-", "(", "😀", "'':*"]) {
    await expect(find(admin, search)).resolves.toBeInstanceOf(Array);
  }
});

it("does not let a masked reader guess phones, or find clients of others", async () => {
  const reader = await team.as(await team.person("operator", masked));
  expect(await find(reader, "9990001122")).toEqual([]);
  expect(await find(reader, "тайна")).toEqual(["Тайна"]);
  expect(await find(reader, "посылка")).toEqual(["Тайна"]);
  expect(await find(reader, "королёва")).toEqual([]);
  const other = await team.as(await team.person("operator", open));
  expect(await find(other, "посылка")).toEqual([]);
});

it("searches conversations the same way", async () => {
  const found = await listConversations(admin, { view: "all", search: "посылку", limit: 50 });
  expect(found.results.map(({ client }) => client.first_name)).toEqual(["Тайна"]);
});

it("pages every order without gaps or repeats", async () => {
  for (let at = 0; at < 25; at++) {
    const first_name = ["Ёж", "Еж", "anna", "Анна", "12345678901234567"][at % 5] as string;
    const client = await createClient(shell, { first_name, department_id: open });
    if (at % 3 === 0) await say(client.id, "привет");
  }
  const { total } = await clientCounts(admin, {});
  for (const sort of clientSorts) {
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await listClients(admin, listClientsSchema.parse({ sort, limit: "7", cursor }));
      seen.push(...page.results.map((client) => client.id));
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    expect(seen, sort).toHaveLength(total);
    expect(new Set(seen).size, sort).toBe(total);
  }
});

it("sorts by the last message, those without one last", async () => {
  const page = await listClients(
    admin,
    listClientsSchema.parse({ sort: "-last_message_at", limit: "200" }),
  );
  const times = page.results.map((client) => client.last_message_at ?? "");
  expect(times).toEqual([...times].sort().reverse());
});

it("refuses a cursor of another order, with the reason", async () => {
  const page = await listClients(admin, listClientsSchema.parse({ sort: "name", limit: "1" }));
  const cursor = page.next_cursor ?? "";
  await expect(
    listClients(admin, listClientsSchema.parse({ sort: "-updated_at", cursor })),
  ).rejects.toMatchObject({ code: "invalid" });
});
