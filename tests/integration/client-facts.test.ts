import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { takeBackPhone } from "@/lib/clients/contacts/take-back-phone";
import { getClient, listClients } from "@/lib/clients/queries";
import { updateClient } from "@/lib/clients/update-client";
import type { OperatorContext } from "@/lib/context";
import { clientName } from "@/lib/core/client-name";
import { listLogs } from "@/lib/logs/queries";
import { listMessages } from "@/lib/messages/queries";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";
import { writingClients } from "../support/telegram/writing-clients";

const database = await testDatabase();
const { db, sql } = database;
const team = teamMaker(db, sql);
const { deliver, person } = writingClients(sql);
let admin: OperatorContext;

beforeAll(async () => {
  await sql`insert into departments (name, is_default) values ('Поддержка', true)`;
  admin = await team.as(await team.person("admin", null));
});
afterAll(database.close);

describe("names", () => {
  it.each([
    ["\u3164", "\u2800"],
    ["\u200b\u200d", ""],
    [" \u00a0\u2003", "\u{e0001}"],
    ["\u202e\u2066", "\ufeff"],
  ])("of nothing that can be seen are shown as the username or the number", async (first, last) => {
    for (const username of ["ann_desk", undefined]) {
      const one = person();
      const from = { ...one.person, first_name: first, last_name: last, username };
      await deliver(one.message({ text: "Кто я?", from }));
      const { id } = (await one.client()) ?? {};
      const client = await getClient(admin, Number(id));
      const shown = username ? "@ann_desk" : `Client ${id}`;
      expect(clientName(client)).toBe(shown);
      await updateClient(admin, Number(id), { email: `c${id}@example.com` });
      const { results } = await listLogs(admin, { client_id: Number(id), limit: 5 } as never);
      expect(results[0]?.client_name).toBe(shown);
      for (const search of username ? ["@ann_desk"] : [shown, `клиент ${id}`]) {
        const found = await listClients(admin, { search, limit: 50, sort: "-created_at" } as never);
        expect(found.results.map((each) => each.id)).toContain(Number(id));
      }
    }
  });

  it("that were stored before are shown so too", () => {
    const client = { id: 7, first_name: "\u3164", last_name: "\u200b", username: null };
    expect([clientName(client), clientName(client, "ru")]).toEqual(["Client 7", "Клиент 7"]);
  });
});

describe("the client's own contact", () => {
  const contact = (one: ReturnType<typeof person>, userId: number) =>
    one.message({ contact: { phone_number: "79161234567", first_name: "Анна", user_id: userId } });

  it("fills an empty phone, with a line in the thread and one in the log", async () => {
    const one = person();
    await deliver(contact(one, one.id));
    const client = await one.client();
    expect(client).toMatchObject({ phone: "+79161234567", work_state: "needs_reply" });
    expect((await one.lines()).map(({ kind }) => kind)).toEqual(["contact", "client_updated"]);
    const { results } = await listLogs(admin, { client_id: Number(client?.id), limit: 5 } as never);
    expect(results[0]).toMatchObject({ action: "client_updated", description: "phone" });
  });

  /** Somebody whose contact filled the phone; the button stands on the line that says so. */
  async function filled() {
    const one = person();
    await deliver(contact(one, one.id));
    const line = (await one.lines()).find(({ kind }) => kind === "client_updated");
    const id = Number((await one.client())?.id);
    return { one, id, contactId: Number(line?.payload.message_id) };
  }

  it("is taken back by the button on its line, once, with lines of its own", async () => {
    const { one, id, contactId } = await filled();
    expect((await takeBackPhone(admin, contactId)).phone).toBeNull();
    expect((await one.client())?.phone).toBeNull();
    const { results } = await listLogs(admin, { client_id: id, limit: 5 } as never);
    expect(results[0]).toMatchObject({ description: "phone", operator_id: admin.actor.operatorId });
    await expect(takeBackPhone(admin, contactId)).rejects.toMatchObject({ code: "conflict" });
  });

  it("leaves a phone that was typed or shared since, also at the same moment", async () => {
    const { one, id, contactId } = await filled();
    await updateClient(admin, id, { phone: "+74957654321" });
    await expect(takeBackPhone(admin, contactId)).rejects.toMatchObject({ code: "conflict" });
    await updateClient(admin, id, { phone: null });
    const other = { phone_number: "79039999999", first_name: "Анна", user_id: one.id };
    await deliver(one.message({ contact: other }));
    await expect(takeBackPhone(admin, contactId)).rejects.toMatchObject({ code: "conflict" });
    expect((await one.client())?.phone).toBe("+79039999999");
    for (let round = 0; round < 8; round++) {
      await updateClient(admin, id, { phone: "+79161234567" });
      const typed = updateClient(admin, id, { phone: "+74957654321" });
      await Promise.allSettled([takeBackPhone(admin, contactId), typed]);
      expect((await one.client())?.phone).toBe("+74957654321");
    }
  });

  it("shows nothing to whoever sees phones masked, by its line, its button or a refusal", async () => {
    const masked = await team.department("Скрытный", { masks: true });
    const { one, id, contactId } = await filled();
    await sql`update clients set department_id = ${masked} where id = ${id}`;
    const operator = await team.as(await team.person("operator", masked));
    const pressed = () => takeBackPhone(operator, contactId).catch((error: unknown) => error);
    const same = await pressed();
    await sql`update clients set phone = '+74957654321' where id = ${id}`;
    const changed = await pressed();
    await sql`update clients set phone = null where id = ${id}`;
    expect([changed, await pressed()]).toEqual([same, same]);
    expect(same).toMatchObject({ code: "forbidden" });
    const page = await listMessages(operator, { client_id: id, limit: 50 } as never);
    expect(page.results.map(({ kind }) => kind)).toContain("client_updated");
    const logs = await listLogs(operator, { client_id: id, limit: 50 } as never);
    expect(JSON.stringify([page, logs])).not.toMatch(/9161234567|916 ?123/);
    expect((await one.client())?.phone).toBeNull();
  });

  it("changes no phone that is there; somebody else's contact changes nothing", async () => {
    const one = person();
    await deliver(contact(one, one.id + 1));
    expect((await one.client())?.phone).toBeNull();
    await sql`update clients set phone = '+74950000000' where telegram_id = ${one.id}`;
    await deliver(contact(one, one.id));
    expect((await one.client())?.phone).toBe("+74950000000");
  });
});

describe("files", () => {
  it.each([
    [{ mime_type: "application/pdf" }, "document", /\.pdf$/],
    [{ mime_type: "audio/m4a" }, "audio", /\.m4a$/],
    [{ mime_type: "video/quicktime" }, "video", /\.mov$/],
    [{ mime_type: "image/heic" }, "document", /\.heic$/],
    [{ mime_type: "application/pdf", file_name: "" }, "document", /\.pdf$/],
    [{ mime_type: "application/pdf", file_name: "\u200b.pdf" }, "document", /^document\.pdf$/],
    [{ mime_type: "text/javascript", file_name: "фото‮gnp.js" }, "document", /^фотоgnp\.js$/],
  ])("%j sent as %s has a name with its true ending", async (file, part, name) => {
    const one = person();
    const sent = { file_id: "f", file_unique_id: `u${one.id}`, file_size: 10, ...file };
    await deliver(one.message({ [part]: sent }));
    const [row] = await sql`select a.name from attachments a join messages m on m.id = a.message_id
      where m.chat_id = ${one.id}`;
    expect(row?.name).toMatch(name);
  });
});
