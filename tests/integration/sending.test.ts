import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeEach, expect, it } from "vitest";
import { startS3Server } from "@/dev/s3/server";
import { editMessage } from "@/lib/messages/edit-message";
import { retryMessage } from "@/lib/messages/retry-message";
import { putStream } from "@/lib/storage/s3";
import { testEnvironment } from "../support/environment";
import { sweep } from "../support/sweep";
import { telegramDesk } from "../support/telegram-desk";
import { waitFor } from "../support/wait-for";

const folder = mkdtempSync(join(tmpdir(), "crm-sending-"));
const keys = testEnvironment();
const s3 = await startS3Server({
  port: 0,
  dir: folder,
  accessKeyId: keys.AWS_ACCESS_KEY_ID ?? "",
  secretAccessKey: keys.AWS_SECRET_ACCESS_KEY ?? "",
  region: "us-east-1",
  bucket: keys.AWS_STORAGE_BUCKET_NAME,
  corsOrigins: [],
});
const desk = await telegramDesk({ AWS_S3_ENDPOINT_URL: `http://127.0.0.1:${s3.port}` });
const { control, sql, admin } = desk;

beforeEach(async () => {
  await control.clearFaults();
  await sql`delete from bot_state`;
});

afterAll(async () => {
  await desk.close();
  await s3.close();
  rmSync(folder, { recursive: true, force: true });
});

const calls = (chatId: number) => control.calls({ chat_id: chatId });
const badEntities = {
  effect: "error" as const,
  status: 400,
  description: "Bad Request: can't parse entities: unsupported nesting at byte offset 4",
};

/** A stored file of the admin's, ready to be sent. */
async function upload() {
  const key = `files/${Math.random().toString(36).slice(2)}`;
  await putStream(key, Readable.from([Buffer.from("содержимое")]), "text/plain");
  const [row] =
    await sql`insert into attachments (operator_id, kind, name, mime_type, size, status, storage_key)
    values (${admin.actor.operatorId}, 'document', 'акт.txt', 'text/plain', 20, 'stored', ${key}) returning id`;
  return { id: Number(row?.id), key };
}

it("a text whose styles Telegram cannot read goes once more without them", async () => {
  const { clientId, conversationId, chatId } = await desk.client(611);
  await control.injectFault({ method: "sendMessage", chat_id: chatId, ...badEntities });
  const sent = await desk.answer(clientId, "**Важно**: завтра", { format: "markdown" });
  await desk.deliver(conversationId);
  expect(await desk.standing(sent.id)).toMatchObject({ status: "sent" });
  const [arrived] = await control.received(chatId, "Важно: завтра");
  expect(arrived?.message.entities).toBeUndefined();
  expect(await calls(chatId)).toHaveLength(2);
});

it("a caption, with its file, and an edit go once more without their styles, too", async () => {
  const { clientId, conversationId, chatId } = await desk.client(612);
  await control.injectFault({ method: "sendDocument", chat_id: chatId, ...badEntities });
  const { id } = await upload();
  const sent = await desk.answer(clientId, "**Акт**", { format: "markdown", attachment_ids: [id] });
  await desk.deliver(conversationId);
  expect(await desk.standing(sent.id)).toMatchObject({ status: "sent" });
  const [arrived] = await control.received(chatId, "Акт");
  expect(arrived?.message.document).toMatchObject({ file_name: "акт.txt", file_size: 20 });
  await control.injectFault({ method: "editMessageCaption", chat_id: chatId, ...badEntities });
  await editMessage(admin, sent.id, { content: "__Акт 2__", format: "markdown" });
  expect(await control.received(chatId, "Акт 2")).toHaveLength(1);
});

it("a refusal for another reason is not repeated", async () => {
  const { clientId, conversationId, chatId } = await desk.client(613);
  const fault = { effect: "error" as const, status: 400, description: "Bad Request: too long" };
  await control.injectFault({ method: "sendMessage", chat_id: chatId, ...fault });
  const sent = await desk.answer(clientId, "**Ой**", { format: "markdown" });
  await desk.deliver(conversationId);
  expect(await desk.standing(sent.id)).toMatchObject({ status: "failed", reason: "too long" });
  expect(await calls(chatId)).toHaveLength(1);
});

it("a file that is no longer stored fails its message before Telegram is asked", async () => {
  const { clientId, conversationId, chatId } = await desk.client(614);
  const gone = await upload();
  await sql`update attachments set storage_key = 'files/none' where id = ${gone.id}`;
  const lost = await desk.answer(clientId, "", { attachment_ids: [gone.id] });
  await desk.deliver(conversationId);
  expect(await desk.standing(lost.id)).toMatchObject({
    status: "failed",
    reason: "The file is no longer stored.",
  });
  expect(await calls(chatId)).toHaveLength(0);
});

it("a client who blocked the bot gets no further call, whoever learned of it first", async () => {
  const { clientId, conversationId, chatId } = await desk.client(615);
  const first = await desk.answer(clientId, "Раз");
  await sql`update clients set blocked_at = now() where id = ${clientId}`;
  expect(await desk.deliver(conversationId)).toEqual({ nextAt: null });
  expect(await desk.standing(first.id)).toMatchObject({
    status: "failed",
    reason: "the client blocked the bot",
  });
  expect(await calls(chatId)).toHaveLength(0);
  await expect(retryMessage(admin, first.id)).rejects.toMatchObject({ code: "conflict" });
  await desk.write(chatId, "Я вернулась");
  await retryMessage(admin, first.id);
  await desk.deliver(conversationId);
  expect(await control.received(chatId, "Раз")).toHaveLength(1);
});

it("blocking the bot fails at once what still waits", async () => {
  const { clientId, chatId } = await desk.client(616);
  const waiting = await desk.answer(clientId, "Жду");
  await desk.changeMembership(chatId, "kicked");
  expect(await desk.standing(waiting.id)).toMatchObject({ status: "failed" });
});

it("the sweeper gives up what a dead sender left, and not what a living one sends", async () => {
  const { clientId, conversationId, chatId } = await desk.client(617);
  const dead = await desk.answer(clientId, "Прервано");
  await sql`update messages set delivery_status = 'sending', sending_started_at = now() where id = ${dead.id}`;
  await sweep();
  expect(await desk.standing(dead.id)).toMatchObject({ status: "unknown" });

  await control.injectFault({ method: "sendMessage", chat_id: chatId, effect: "hang" });
  await sql`update conversations set next_send_at = now()`;
  const living = await desk.answer(clientId, "В пути");
  const delivering = desk.deliver(conversationId);
  await waitFor(async () => (await calls(chatId)).length > 0, "the call");
  await sweep();
  expect(await desk.standing(living.id)).toMatchObject({ status: "sending" });
  // No call takes so long: a sender that is stuck loses its row, and settles it no more.
  await sql`update messages set sending_started_at = now() - interval '76 seconds' where id = ${living.id}`;
  await sweep();
  expect(await desk.standing(living.id)).toMatchObject({ status: "unknown" });
  await control.clearFaults();
  await delivering;
  expect(await desk.standing(living.id)).toMatchObject({ status: "unknown" });
  expect(await calls(chatId)).toHaveLength(1);
});

it("a key that made another message is refused, also when both are sent at once", async () => {
  const one = await desk.client(641);
  const two = await desk.client(642);
  const key = { client_key: "key-of-one-click" };
  const sent = await desk.answer(one.clientId, "**Раз**", { ...key, format: "markdown" });
  const again = await desk.answer(one.clientId, "**Раз**", { ...key, format: "markdown" });
  expect(again.id).toBe(sent.id);
  const refusal = { code: "invalid", details: { fields: [{ field: "client_key" }] } };
  await expect(desk.answer(one.clientId, "Два", key)).rejects.toMatchObject(refusal);
  await expect(desk.answer(two.clientId, "Раз", key)).rejects.toMatchObject(refusal);

  const race = { client_key: "key-of-two-tabs" };
  const both = await Promise.allSettled([
    desk.answer(one.clientId, "Кому?", race),
    desk.answer(two.clientId, "Кому?", race),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const lost = both.find((result) => result.status === "rejected");
  expect(lost?.reason).toMatchObject(refusal);
});

it("a repeated key of a long text returns its first part", async () => {
  const { clientId } = await desk.client(643);
  const long = "слово ".repeat(1500);
  const input = { client_key: "key-of-a-long-text" };
  const sent = await desk.answer(clientId, long, input);
  expect((await desk.answer(clientId, long, input)).id).toBe(sent.id);
});

it("a file named twice is refused and sent nowhere", async () => {
  const { clientId, conversationId } = await desk.client(644);
  const { id } = await upload();
  await expect(desk.answer(clientId, "", { attachment_ids: [id, id] })).rejects.toMatchObject({
    code: "invalid",
  });
  const sent = await desk.answer(clientId, "", { attachment_ids: [id] });
  await desk.deliver(conversationId);
  expect(await desk.standing(sent.id)).toMatchObject({ status: "sent" });
});
