import type { Update } from "grammy/types";
import { afterAll, beforeAll, expect, it } from "vitest";
import { handleUpdate } from "@/bot/handle-update";
import type { OperatorContext } from "@/lib/context";
import { listClientActivity } from "@/lib/logs/list-client-activity";
import { listVersions } from "@/lib/messages/list-versions";
import { routes } from "@/tests/support/routes/route-table";
import { callRoute } from "../api/call-route";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";
import { updatesFrom } from "../support/telegram/telegram-updates";

// A department that hides contacts: whatever its operators read, no phone or email in it is whole.
const { db, sql, close } = await testDatabase();
const make = teamMaker(db, sql);
const phone = "+79165550142";
const digits = "9165550142";
const email = "canary@example.com";

let operator: OperatorContext;
let token: string;
let managerToken: string;
const ids = new Set<number>();
let contactId: number;
let clientId: number;

const deliver = async (update: object) => (await handleUpdate(update as Update))();
const contact = { contact: { first_name: "Пётр", phone_number: phone, vcard: `TEL:${phone}` } };

beforeAll(async () => {
  const home = await make.department("Скрытный", { masks: true });
  await sql`update departments set is_default = true where id = ${home}`;
  const person = await make.person("operator", home);
  operator = await make.as(person);
  token = await make.token(person);
  managerToken = await make.token(await make.person("manager", home));

  const from = updatesFrom(640_001);
  const first = from.message(contact);
  const reply = from.message({ text: "Вот он", external_reply: contact });
  await deliver(first);
  await deliver(reply);
  const second = { contact: { ...contact.contact, first_name: "Иван", phone_number: `${phone}7` } };
  await deliver(from.edit(first.message.message_id, second));
  await deliver(from.edit(reply.message.message_id, { text: "Он", external_reply: second }));
  await deliver(from.message({ something_new: { userPhone: Number(phone), mail: { email } } }));
  await deliver(
    from.message({
      successful_payment: {
        currency: "RUB",
        total_amount: 100,
        order_info: { name: "Пётр", phone_number: phone, email },
      },
    }),
  );
  const [client] = await sql`update clients set phone = ${phone}, email = ${email},
    assigned_operator_id = ${person} where telegram_id = 640001 returning id`;
  clientId = Number(client?.id);
  await sql`insert into operator_logs (operator_id, action, description, client_id, details)
    values (${person}, 'client_updated', 'Client', ${clientId}, ${sql.json({ before: { phone } })})`;
  const rows =
    await sql`select id, telegram_message_id from messages where client_id = ${clientId}`;
  const of = (telegramId: number) =>
    Number(rows.find((row) => Number(row.telegram_message_id) === telegramId)?.id);
  contactId = of(first.message.message_id);
  const others = await sql`select id from conversations union select id from cases
    union select id from operator_logs union select id from attachments`;
  for (const { id } of [...rows, ...others]) ids.add(Number(id));
  ids.add(clientId).add(person);
});
afterAll(close);

/** Every GET of the API, for every id that there is. */
async function everyAnswer(bearer: string): Promise<{ address: string; text: string }[]> {
  const queries: Record<string, string> = { "/api/messages/": `?client_id=${clientId}` };
  const addresses = Object.keys(routes).flatMap((key) => {
    const [method, path = ""] = key.split(" ");
    if (method !== "GET" || path.includes("[")) return [];
    if (!path.includes("{id}")) return [path + (queries[path] ?? "")];
    return [...ids].map((id) => path.replace("{id}", String(id)));
  });
  const answers: { address: string; text: string }[] = [];
  for (const address of addresses) {
    const { status, text } = await callRoute("GET", address, { token: bearer });
    if (status === 200) answers.push({ address, text });
  }
  return answers;
}

const holding = (answers: { address: string; text: string }[]) =>
  answers.filter(({ text }) => text.includes(digits) || text.includes(email));

it("no answer of the API shows a masked reader a whole phone or email", async () => {
  const answers = await everyAnswer(token);
  expect(answers.map(({ address }) => address)).toContain(`/api/messages/${contactId}/versions/`);
  expect(holding(answers).map(({ address }) => address)).toEqual([]);
});

it("a manager of the same department reads them whole, in each of those places", async () => {
  const places = holding(await everyAnswer(managerToken)).map(({ address }) => address);
  expect(places).toEqual(
    expect.arrayContaining([
      `/api/clients/${clientId}/`,
      `/api/messages/?client_id=${clientId}`,
      `/api/messages/${contactId}/versions/`,
      `/api/clients/${clientId}/activity/`,
    ]),
  );
});

it("masks the earlier versions of an edited contact, too", async () => {
  const { results } = await listVersions(operator, contactId, { limit: 50 });
  expect(results.map(({ payload }) => payload)).toEqual([
    { contact: { first_name: "Пётр", phone_number: "+7 ••• ••• 01 42" } },
  ]);
  const activity = await listClientActivity(operator, clientId, { limit: 50 });
  expect(JSON.stringify(activity.results)).toContain("+7 ••• ••• 01 42");
});
