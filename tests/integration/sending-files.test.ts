import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeEach, expect, it } from "vitest";
import { startS3Server } from "@/dev/s3/server";
import { completeUpload } from "@/lib/attachments/complete-upload";
import { createUpload } from "@/lib/attachments/create-upload";
import { retryMessage } from "@/lib/messages/retry-message";
import { putStream } from "@/lib/storage/s3";
import { testEnvironment } from "../support/environment";
import { telegramDesk } from "../support/telegram-desk";

const folder = mkdtempSync(join(tmpdir(), "crm-sending-files-"));
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

/** The first bytes of a PNG: enough for everybody who measures it. */
function png(width: number, height: number): Buffer {
  const header = Buffer.alloc(33);
  header.write("\x89PNG\r\n\x1a\n", "latin1");
  header.writeUInt32BE(13, 8);
  header.write("IHDR", 12, "latin1");
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(height, 20);
  return header;
}

/** A file of the admin's, uploaded as a browser or a script would. */
async function upload(
  data: Buffer,
  more: {
    name?: string;
    mime_type?: string;
    width?: number;
    height?: number;
    is_voice?: boolean;
  } = {},
) {
  const input = { name: "фото.png", mime_type: "image/png", is_voice: false, ...more };
  const begun = await createUpload(admin, { ...input, size: data.length });
  const [row] = await sql`select storage_key from attachments where id = ${begun.attachment.id}`;
  await putStream(String(row?.storage_key), Readable.from([data]), input.mime_type);
  return completeUpload(admin, begun.attachment.id);
}

async function noteOf(id: number) {
  const [row] = await sql`select m.kind, m.message_type, m.payload, a.kind as file_kind
    from messages m join attachments a on a.message_id = m.id where m.id = ${id}`;
  return row;
}

it("sends a picture beyond Telegram's limits as a document at once, with a note", async () => {
  const { clientId, conversationId, chatId } = await desk.client(711);
  const file = await upload(png(1080, 9500), { width: 1080, height: 9500 });
  expect(file).toMatchObject({ kind: "document", width: 1080, height: 9500 });
  const sent = await desk.answer(clientId, "Вот", { attachment_ids: [file.id] });
  expect(sent).toMatchObject({
    kind: "document",
    payload: { sent_as_document: { instead_of: "photo", reason: "photo_limits" } },
  });
  await desk.deliver(conversationId);
  expect(await desk.standing(sent.id)).toMatchObject({ status: "sent" });
  expect((await control.calls({ chat_id: chatId })).map(({ method }) => method)).toEqual([
    "sendDocument",
  ]);
  const [arrived] = await control.received(chatId, "Вот");
  expect(arrived?.message.document).toMatchObject({ file_name: "фото.png" });
});

it("takes a true height of 21,000 for no mistake", async () => {
  const file = await upload(png(900, 21_000), { width: 900, height: 21_000 });
  expect(file).toMatchObject({ kind: "document", height: 21_000 });
});

it("sends a picture that Telegram refuses once more as a document, with Telegram's reason", async () => {
  const { clientId, conversationId, chatId } = await desk.client(712);
  const file = await upload(png(1080, 9500));
  expect(file.kind).toBe("photo");
  const sent = await desk.answer(clientId, "**Снимок**", {
    format: "markdown",
    attachment_ids: [file.id],
  });
  await desk.deliver(conversationId);
  expect(await desk.standing(sent.id)).toMatchObject({ status: "sent", reason: null });
  const [arrived, ...others] = await control.received(chatId, "Снимок");
  expect(others).toEqual([]);
  expect(arrived?.message.document).toMatchObject({ file_size: 33 });
  expect(arrived?.message.caption_entities).toMatchObject([{ type: "bold" }]);
  expect(await noteOf(sent.id)).toEqual({
    kind: "document",
    message_type: "file",
    file_kind: "document",
    payload: { sent_as_document: { instead_of: "photo", reason: "PHOTO_INVALID_DIMENSIONS" } },
  });
});

it("sends a voice note as a file to a client who takes none, and does not call them blocked", async () => {
  const { clientId, conversationId, chatId } = await desk.client(713);
  for (const [status, words] of [
    [400, "Bad Request: VOICE_MESSAGES_FORBIDDEN"],
    [403, "Forbidden: VOICE_MESSAGES_FORBIDDEN"],
  ] as const) {
    const file = await upload(Buffer.from("OggS and sound"), {
      name: "voice.ogg",
      mime_type: "audio/ogg",
      is_voice: true,
    });
    const fault = { effect: "error" as const, status, description: words };
    await control.injectFault({ method: "sendVoice", chat_id: chatId, ...fault });
    const sent = await desk.answer(clientId, "", { attachment_ids: [file.id] });
    await sql`update conversations set next_send_at = now()`;
    await desk.deliver(conversationId);
    expect(await desk.standing(sent.id)).toMatchObject({ status: "sent" });
    expect(await noteOf(sent.id)).toMatchObject({
      payload: { sent_as_document: { instead_of: "voice", reason: "VOICE_MESSAGES_FORBIDDEN" } },
    });
  }
  const [client] = await sql`select blocked_at from clients where id = ${clientId}`;
  expect(client?.blocked_at).toBeNull();
});

it("a picture refused for its styles and then for its kind goes a third time, and no more", async () => {
  const { clientId, conversationId, chatId } = await desk.client(714);
  const file = await upload(png(10, 10));
  const at = { method: "sendPhoto", chat_id: chatId, effect: "error" as const, status: 400 };
  await control.injectFault({ ...at, description: "Bad Request: can't parse entities: x" });
  await control.injectFault({ ...at, description: "Bad Request: IMAGE_PROCESS_FAILED" });
  const sent = await desk.answer(clientId, "**Раз**", {
    format: "markdown",
    attachment_ids: [file.id],
  });
  await desk.deliver(conversationId);
  expect(await desk.standing(sent.id)).toMatchObject({ status: "sent" });
  expect((await control.calls({ chat_id: chatId })).map(({ method }) => method)).toEqual([
    "sendPhoto",
    "sendPhoto",
    "sendDocument",
  ]);
  expect(await control.received(chatId, "Раз")).toHaveLength(1);
});

it("a document whose fate is unknown is not sent again, nor one that is refused itself", async () => {
  const { clientId, conversationId, chatId } = await desk.client(715);
  const file = await upload(png(1080, 9500));
  await control.injectFault({
    method: "sendDocument",
    chat_id: chatId,
    effect: "reset",
    processed: true,
  });
  const sent = await desk.answer(clientId, "", { attachment_ids: [file.id] });
  await desk.deliver(conversationId);
  expect(await desk.standing(sent.id)).toMatchObject({ status: "unknown" });
  expect(await control.received(chatId)).toHaveLength(1);
  expect(await control.calls({ chat_id: chatId })).toHaveLength(2);
  // A person sends it again: as the document that it has become, in one call.
  await control.injectFault({
    method: "sendDocument",
    chat_id: chatId,
    effect: "error",
    status: 400,
    description: "Bad Request: MEDIA_INVALID",
  });
  await retryMessage(admin, sent.id);
  await sql`update conversations set next_send_at = now()`;
  await desk.deliver(conversationId);
  expect(await desk.standing(sent.id)).toMatchObject({ status: "failed", reason: "MEDIA_INVALID" });
  expect(await control.calls({ chat_id: chatId })).toHaveLength(3);
});

it("does not repeat the call for a message that was given up meanwhile", async () => {
  const { clientId, conversationId, chatId } = await desk.client(716);
  const file = await upload(png(1080, 9500));
  const sent = await desk.answer(clientId, "", { attachment_ids: [file.id] });
  await control.injectFault({
    method: "sendPhoto",
    chat_id: chatId,
    effect: "delay",
    delay_ms: 300,
  });
  const delivering = desk.deliver(conversationId);
  await control.waitFor(async () => (await desk.standing(sent.id)).status === "sending");
  await sql`update messages set delivery_status = 'unknown' where id = ${sent.id}`;
  await delivering;
  expect(await desk.standing(sent.id)).toMatchObject({ status: "unknown" });
  expect((await control.calls({ chat_id: chatId })).map(({ method }) => method)).toEqual([
    "sendPhoto",
  ]);
});

it.each([
  "Смета; итог.pdf",
  "a;name=chat_id.pdf",
  "две\nстроки.pdf",
  'ООО "Ромашка" \\ 100%20.pdf',
  'x"\r\n\r\n--конец; filename="y.pdf',
])("a document arrives under its whole name: %j", async (name) => {
  const { clientId, conversationId, chatId } = await desk.client(720);
  const file = await upload(Buffer.from("содержимое"), { name, mime_type: "application/pdf" });
  const sent = await desk.answer(clientId, "", { attachment_ids: [file.id] });
  await sql`update conversations set next_send_at = now()`;
  await desk.deliver(conversationId);
  expect(await desk.standing(sent.id)).toMatchObject({ status: "sent" });
  const arrived = await control.received(chatId);
  expect(arrived.at(-1)?.message.document).toMatchObject({ file_name: name, file_size: 20 });
});
