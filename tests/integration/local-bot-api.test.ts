import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { startS3Server } from "@/dev/s3/server";
import { downloadAttachment } from "@/lib/attachments/download-attachment";
import { parseEnv } from "@/lib/core/env";
import { getStream } from "@/lib/storage/s3";
import { testEnvironment } from "../support/environment";
import { telegramDesk } from "../support/telegram-desk";

// A Bot API server of one's own, with --local: getFile returns an absolute path.
const folder = mkdtempSync(join(tmpdir(), "crm-local-bot-api-"));
const files = join(folder, "bot-api");
const keys = testEnvironment();
const s3 = await startS3Server({
  port: 0,
  dir: join(folder, "s3"),
  accessKeyId: keys.AWS_ACCESS_KEY_ID ?? "",
  secretAccessKey: keys.AWS_SECRET_ACCESS_KEY ?? "",
  region: "us-east-1",
  bucket: keys.AWS_STORAGE_BUCKET_NAME,
});
const desk = await telegramDesk(
  {
    AWS_S3_ENDPOINT_URL: `http://127.0.0.1:${s3.port}`,
    TELEGRAM_FILES_DIR: files,
    TELEGRAM_MAX_FILE_MB: "100",
  },
  { localDir: files },
);
const { control, db, sql } = desk;

afterAll(async () => {
  await desk.close();
  await s3.close();
  rmSync(folder, { recursive: true, force: true });
});

const download = (id: number) => downloadAttachment(db, id, AbortSignal.timeout(25_000));
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** A document of the client's, arrived as an update of its own. */
async function sent(chatId: number, data: Buffer) {
  const { messages } = await control.sendDocument(chatId, {
    data,
    file_name: "film.mkv",
  });
  const document = messages[0]?.message.document;
  await desk.write(chatId, "", { text: undefined, document });
  const [row] = await sql`select id, status, name, size from attachments order by id desc limit 1`;
  return { id: Number(row?.id), status: row?.status, size: Number(row?.size) };
}

const rowOf = async (id: number) => (await sql`select * from attachments where id = ${id}`)[0];

it("fetches a file of 25 MB by its path, byte for byte", async () => {
  const anna = await desk.client(901);
  const data = randomBytes(25 * 1024 * 1024);
  const file = await sent(anna.chatId, data);
  expect(file).toMatchObject({ status: "pending", size: data.length });
  await download(file.id);
  const row = await rowOf(file.id);
  expect(row).toMatchObject({ status: "stored", failure_reason: null });
  const hash = createHash("sha256");
  for await (const chunk of await getStream(String(row?.storage_key))) hash.update(chunk as Buffer);
  expect(hash.digest("hex")).toBe(sha256(data));
});

it("a file over the setting keeps its name and size and is not fetched", async () => {
  const boris = await desk.client(902);
  const size = 100 * 1024 * 1024 + 1;
  const { messages } = await control.sendDocument(boris.chatId, { pretend_size: size });
  const document = messages[0]?.message.document;
  await desk.write(boris.chatId, "", { text: undefined, document });
  const [row] = await sql`select status, size from attachments order by id desc limit 1`;
  expect(row).toMatchObject({ status: "too_big" });
  expect(Number(row?.size)).toBe(size);
});

it("reads nothing that lies outside of the folder, and tries again later", async () => {
  const vera = await desk.client(903);
  const file = await sent(vera.chatId, Buffer.from("x"));
  const documents = join(files, keys.TELEGRAM_TOKEN ?? "", "documents");
  mkdirSync(dirname(documents), { recursive: true });
  rmSync(documents, { recursive: true, force: true });
  mkdirSync(join(folder, "elsewhere"));
  symlinkSync(join(folder, "elsewhere"), documents);
  await expect(download(file.id)).rejects.toThrow("outside of TELEGRAM_FILES_DIR");
  expect(await rowOf(file.id)).toMatchObject({ status: "pending", storage_key: null });
});

it("refuses to start with larger files and nowhere to find them", () => {
  const more = { TELEGRAM_MAX_FILE_MB: "500" };
  expect(() => parseEnv({ ...keys, ...more })).toThrow("TELEGRAM_FILES_DIR");
  expect(() => parseEnv({ ...keys, TELEGRAM_FILES_DIR: "relative" })).toThrow("absolute");
  const good = parseEnv({ ...keys, ...more, TELEGRAM_FILES_DIR: "/var/lib/telegram-bot-api" });
  expect(good.TELEGRAM_MAX_FILE_MB).toBe(500);
});
