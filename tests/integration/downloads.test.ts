import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, it } from "vitest";
import { startS3Server } from "@/dev/s3/server";
import { downloadAttachment as definition } from "@/jobs/download-attachment";
import { downloadAttachment } from "@/lib/attachments/download-attachment";
import { retryDownload } from "@/lib/attachments/retry-download";
import { tidyQueue } from "@/lib/queue/tidy-queue";
import { deleteObject, statObject } from "@/lib/storage/s3";
import { testEnvironment } from "../support/environment";
import { sweep } from "../support/sweep";
import { telegramDesk } from "../support/telegram-desk";

const folder = mkdtempSync(join(tmpdir(), "crm-downloads-"));
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
const { db, sql, control, admin } = desk;
const anna = await desk.client(631);

beforeEach(() => control.clearFaults());
afterAll(async () => {
  await desk.close();
  await s3.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A file that the client sent and nobody has fetched yet. */
async function pendingFile(): Promise<number> {
  const { messages } = await control.sendDocument(anna.chatId);
  const fileId = messages[0]?.message.document?.file_id ?? "";
  const [message] = await sql`select id from messages where chat_id = ${anna.chatId} limit 1`;
  const [file] =
    await sql`insert into attachments (message_id, kind, name, mime_type, size, status, telegram_file_id)
    values (${message?.id}, 'document', 'a.pdf', 'application/pdf', 3, 'pending', ${fileId}) returning id`;
  return Number(file?.id);
}

/** Objects in the storage: one file each, beside the server's own folder and list. */
const objects = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.name.endsWith(".json") && !entry.parentPath.endsWith("tmp"),
  ).length;
const download = (id: number) => downloadAttachment(db, id, AbortSignal.timeout(20_000));
const rowOf = async (id: number) => (await sql`select * from attachments where id = ${id}`)[0];
const refuse = (description: string, times = 1) =>
  control.injectFault({ method: "getFile", effect: "error", status: 400, description, times });
const jobsOf = (id: number) =>
  sql`select attempts, locked_at, run_at from graphile_worker._private_jobs where key = ${`download-${id}`}`;

it("two who fetch the same file store it once, and the second one's object is removed", async () => {
  const id = await pendingFile();
  await control.injectFault({ method: "file", effect: "delay", delay_ms: 300, times: 2 });
  await Promise.all([download(id), download(id)]);
  const row = await rowOf(id);
  expect(row?.status).toBe("stored");
  expect(await statObject(row?.storage_key)).not.toBeNull();
  expect(objects()).toBe(1);
});

it("a file whose type has letters that no header may have is fetched at the first try", async () => {
  const id = await pendingFile();
  await sql`update attachments set mime_type = 'тест/файл' where id = ${id}`;
  await download(id);
  const row = await rowOf(id);
  expect(row?.status).toBe("stored");
  expect((await statObject(row?.storage_key))?.mimeType).toBe("application/octet-stream");
  await deleteObject(row?.storage_key);
});

it("a file whose message was erased meanwhile leaves nothing in the storage", async () => {
  const id = await pendingFile();
  const before = objects();
  await control.injectFault({ method: "file", effect: "delay", delay_ms: 300 });
  const fetching = download(id);
  await sql`delete from attachments where id = ${id}`;
  await fetching;
  expect(objects()).toBe(before);
});

it("fails at once only what another try cannot repair", async () => {
  const tooBig = await pendingFile();
  await refuse("Bad Request: file is too big");
  await download(tooBig);
  expect(await rowOf(tooBig)).toMatchObject({ status: "too_big" });

  const busy = await pendingFile();
  await refuse("Bad Request: wrong file_id or the file is temporarily unavailable", 2);
  await expect(download(busy)).rejects.toThrow("temporarily unavailable");
  expect(await rowOf(busy)).toMatchObject({ status: "pending" });
  await sql`update attachments set updated_at = now() - interval '25 hours' where id = ${busy}`;
  await download(busy);
  expect(await rowOf(busy)).toMatchObject({
    status: "failed",
    failure_reason: "Bad Request: wrong file_id or the file is temporarily unavailable",
  });
});

it("tries that are used up leave a reason, and a file that came after all stays", async () => {
  const lost = await pendingFile();
  await definition.onExhausted?.({ attachmentId: lost }, new Error("network"));
  expect(await rowOf(lost)).toMatchObject({
    status: "failed",
    failure_reason: "Telegram or the file storage did not answer.",
  });
  const here = await pendingFile();
  await download(here);
  await definition.onExhausted?.({ attachmentId: here }, new Error("network"));
  expect(await rowOf(here)).toMatchObject({ status: "stored", failure_reason: null });
});

it("a person asks for a failed file again, twice without harm; others are not told it exists", async () => {
  const id = await pendingFile();
  await sql`update attachments set status = 'failed', failure_reason = 'x' where id = ${id}`;
  const stranger = await desk.make.as(
    await desk.make.person("operator", await desk.make.department("Чужой отдел")),
  );
  await expect(retryDownload(stranger, id)).rejects.toMatchObject({ code: "not_found" });
  const [before] = await sql`select seq from conversations where id = ${anna.conversationId}`;
  expect(await retryDownload(admin, id)).toMatchObject({ status: "pending", failure_reason: null });
  expect(await retryDownload(admin, id)).toMatchObject({ status: "pending" });
  const [after] = await sql`select seq from conversations where id = ${anna.conversationId}`;
  expect(Number(after?.seq)).toBe(Number(before?.seq) + 1);
  expect(await jobsOf(id)).toHaveLength(1);
  await download(id);
  expect(await rowOf(id)).toMatchObject({ status: "stored" });
  await sql`update attachments set status = 'too_big' where id = ${id}`;
  await expect(retryDownload(admin, id)).rejects.toMatchObject({ code: "conflict" });
});

it("the sweeper wakes only what is pending for long, and spoils no job that waits or runs", async () => {
  const id = await pendingFile();
  await sweep();
  expect(await jobsOf(id)).toHaveLength(0);
  await sql`update attachments set updated_at = now() - interval '6 minutes' where id = ${id}`;
  await sweep();
  expect(await jobsOf(id)).toHaveLength(1);
  await sql`update graphile_worker._private_jobs set attempts = 3, run_at = now() + interval '1 hour',
    locked_at = now(), locked_by = 'pool-x' where key = ${`download-${id}`}`;
  const running = await jobsOf(id);
  await sweep();
  expect(await jobsOf(id)).toEqual(running);
});

it("jobs that were given up long ago are tidied away, those with something to do stay", async () => {
  for (const key of ["key-in-use", "key-given-up", "key-just-failed"]) {
    await sql`select wake_job_in('download-attachment', '{}', ${key}, interval '0', 25)`;
  }
  await sql`update graphile_worker._private_jobs set attempts = max_attempts
    where key in ('key-given-up', 'key-just-failed')`;
  await sql`update graphile_worker._private_jobs set updated_at = now() - interval '8 days'
    where key in ('key-given-up', 'key-in-use')`;
  await tidyQueue(db);
  const left = await sql`select key from graphile_worker.jobs where key like 'key-%' order by key`;
  expect(left.map((row) => row.key)).toEqual(["key-in-use", "key-just-failed"]);
});
