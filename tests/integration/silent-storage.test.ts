import { afterAll, expect, it } from "vitest";
import { startSilentServer } from "@/tests/support/network/silent-server";
import { telegramDesk } from "../support/telegram-desk";

const storage = await startSilentServer();
const desk = await telegramDesk({ AWS_S3_ENDPOINT_URL: `http://127.0.0.1:${storage.port}` });
const { sql, admin, control } = desk;

afterAll(async () => {
  await desk.close();
  await storage.close();
});

it("a storage that is silent leaves its message queued for later, and others go out meanwhile", async () => {
  const stuck = await desk.client(621);
  const other = await desk.client(622);
  const [file] =
    await sql`insert into attachments (operator_id, kind, name, mime_type, size, status, storage_key)
    values (${admin.actor.operatorId}, 'document', 'a.pdf', 'application/pdf', 3, 'stored', 'files/a') returning id`;
  const waiting = await desk.answer(stuck.clientId, "", { attachment_ids: [Number(file?.id)] });
  await desk.answer(other.clientId, "Вам письмо");
  const delivering = desk.deliver(stuck.conversationId);
  await desk.deliver(other.conversationId);
  expect(await control.received(622, "Вам письмо")).toHaveLength(1);
  expect(await desk.standing(waiting.id)).toMatchObject({ status: "queued" });
  const { nextAt } = await delivering;
  expect(nextAt?.getTime()).toBeGreaterThan(Date.now());
  expect(await desk.standing(waiting.id)).toMatchObject({ status: "queued", attempts: 1 });
  expect(await control.calls({ chat_id: 621 })).toEqual([]);
});
