import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { afterAll, expect, it } from "vitest";
import { startS3Server } from "@/dev/s3/server";
import { checkUploadRoom } from "@/lib/attachments/check-upload-room";
import { completeUpload } from "@/lib/attachments/complete-upload";
import { createUpload } from "@/lib/attachments/create-upload";
import { findDownload } from "@/lib/attachments/find-download";
import { keepUpload } from "@/lib/attachments/keep-upload";
import { removeUpload } from "@/lib/attachments/remove-upload";
import type { Upload } from "@/lib/attachments/schemas";
import { maxUnsentFiles } from "@/lib/attachments/terms";
import { tidyUploads } from "@/lib/attachments/tidy-uploads";
import { hour } from "@/lib/core/time";
import { readiness } from "@/lib/http/watch/readiness";
import { attachMedia } from "@/lib/media/attach-media";
import { completeMedia } from "@/lib/media/complete-media";
import { createMedia } from "@/lib/media/create-media";
import { findMediaFile } from "@/lib/media/queries";
import type { UploadWay } from "@/lib/storage/presign";
import { s3 } from "@/lib/storage/s3-client";
import { uploadBody } from "@/lib/storage/upload-body";
import { testEnvironment } from "./environment";
import { telegramDesk } from "./telegram-desk";

type Presigned = Upload["upload"];

/** What uploads promise, on a storage that takes forms or on one that answers 501 to them. */
export async function uploadsSuite(way: UploadWay) {
  const folder = mkdtempSync(join(tmpdir(), "crm-uploads-"));
  const keys = testEnvironment();
  const Bucket = keys.AWS_STORAGE_BUCKET_NAME ?? "";
  const start = (port: number) =>
    startS3Server({
      port,
      dir: folder,
      accessKeyId: keys.AWS_ACCESS_KEY_ID ?? "",
      secretAccessKey: keys.AWS_SECRET_ACCESS_KEY ?? "",
      region: "us-east-1",
      bucket: Bucket,
      corsOrigins: [],
      refusesForms: way === "put",
    });
  let storage = await start(0);
  const desk = await telegramDesk({ AWS_S3_ENDPOINT_URL: `http://127.0.0.1:${storage.port}` });
  const { admin, control, db, make, sql } = desk;

  afterAll(async () => {
    await desk.close();
    await storage.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const file = { name: "счёт.pdf", mime_type: "application/pdf", size: 6 };
  const begin = (size = 6) => createUpload(admin, { ...file, size, is_voice: false });

  /** As a browser does it; returns the storage's status. */
  async function put(upload: Presigned, bytes: string, type = file.mime_type) {
    const headers = upload.method === "PUT" ? { ...upload.headers, "Content-Type": type } : {};
    const target = upload.method === "PUT" ? upload : withType(upload, type);
    const body = uploadBody(target, new Blob([bytes], { type }));
    const answer = await fetch(upload.url, { method: upload.method, headers, body });
    return answer.status;
  }

  const withType = (upload: Presigned, type: string): Presigned => ({
    ...upload,
    fields: { ...upload.fields, "Content-Type": type },
  });

  async function stored(bytes = "первый".slice(0, 3)) {
    const { attachment, upload } = await begin();
    expect(await put(upload, bytes)).toBeLessThan(300);
    return { file: await completeUpload(admin, attachment.id), upload };
  }

  const access = { actor: null, isSigned: true, wantsDownload: false };
  const bytesOf = async (id: number) => (await fetch(await findDownload(db, id, access))).text();
  const objects = async (Prefix: string) =>
    (await s3().send(new ListObjectsV2Command({ Bucket, Prefix }))).Contents ?? [];
  const later = (hours: number) => new Date(Date.now() + hours * hour);
  const tidy = (hours: number) => tidyUploads(db, new AbortController().signal, later(hours));

  it("removes the copy that a process left when it died before its row was written", async () => {
    for (const folder of ["files", "media"] as const) {
      const { attachment, upload } = await begin();
      await put(upload, "раз");
      const [row] =
        await sql`select storage_key as key from attachments where id = ${attachment.id}`;
      const uploaded = { storageKey: String(row?.key), size: 6, mimeType: "text/plain" };
      const left = await keepUpload(db, uploaded, folder);
      const lies = async () => (await objects(`${left}`)).length;
      expect(await lies()).toBe(1);
      await tidy(0.5);
      expect(await lies()).toBe(1);
      await tidy(1.1);
      expect(await lies()).toBe(0);
    }
    // What was completed stays.
    const { file: kept } = await stored("два");
    await tidy(2);
    expect(await bytesOf(kept.id)).toBe("два");
  });

  it("finds out how the storage takes uploads, and readiness says so", async () => {
    const { upload } = await begin();
    expect(upload.method).toBe(way === "put" ? "PUT" : "POST");
    expect((await readiness()).uploads).toBe(way);
  });

  it("takes the announced type and size, and nothing else", async () => {
    const { attachment, upload } = await begin();
    expect(await put(upload, "пер", "text/html")).toBe(403);
    expect(await put(upload, "первый")).toBeGreaterThanOrEqual(400);
    await expect(completeUpload(admin, attachment.id)).rejects.toMatchObject({ code: "conflict" });
    const short = await put(upload, "пе");
    if (way === "put") expect(short).toBe(403);
    else {
      await expect(completeUpload(admin, attachment.id)).rejects.toMatchObject({ code: "invalid" });
    }
    expect(await put(upload, "пер")).toBeLessThan(300);
    expect(await completeUpload(admin, attachment.id)).toMatchObject({ status: "stored", size: 6 });
    expect(await bytesOf(attachment.id)).toBe("пер");
  });

  it("keeps the bytes of a completed file, whatever its upload link takes afterwards", async () => {
    const { clientId, conversationId, chatId } = await desk.client(801);
    const { file: kept, upload } = await stored("раз");
    await put(upload, "два");
    expect(await bytesOf(kept.id)).toBe("раз");
    const sent = await desk.answer(clientId, "Вот", { attachment_ids: [kept.id] });
    await put(upload, "три");
    await desk.deliver(conversationId);
    expect(await desk.standing(sent.id)).toMatchObject({ status: "sent" });
    const [arrived] = await control.received(chatId, "Вот");
    const fileId = String(arrived?.message.document?.file_id);
    const path = await telegramFile(fileId);
    expect(await (await fetch(path)).text()).toBe("раз");
    expect(await bytesOf(kept.id)).toBe("раз");
  });

  async function telegramFile(fileId: string) {
    const root = `${desk.control.url}`;
    const token = keys.TELEGRAM_TOKEN;
    const answer = await fetch(`${root}/bot${token}/getFile?file_id=${fileId}`);
    const { result } = (await answer.json()) as { result: { file_path: string } };
    return `${root}/file/bot${token}/${result.file_path}`;
  }

  it("keeps one of the versions, and that one for good, when bytes change while it is completed", async () => {
    const { attachment, upload } = await begin();
    await put(upload, "раз");
    const [, , kept] = await Promise.all([
      put(upload, "два"),
      put(upload, "три"),
      completeUpload(admin, attachment.id),
      put(upload, "чет"),
    ]);
    const first = await bytesOf(kept.id);
    expect(["раз", "два", "три", "чет"]).toContain(first);
    await put(upload, "пят");
    expect(await bytesOf(kept.id)).toBe(first);
  });

  it("completes twice at once as once, and leaves no second copy", async () => {
    const before = (await objects("files/")).length;
    const { attachment, upload } = await begin();
    await put(upload, "раз");
    const twice = await Promise.all([1, 2, 3].map(() => completeUpload(admin, attachment.id)));
    expect(twice.map(({ status }) => status)).toEqual(["stored", "stored", "stored"]);
    expect(await objects("files/")).toHaveLength(before + 1);
    expect(await bytesOf(attachment.id)).toBe("раз");
  });

  it("keeps the bytes of a library file, and of what was attached from it", async () => {
    const { media, upload } = await createMedia(admin, file);
    await put(upload, "раз");
    await Promise.all([completeMedia(admin, media.id), completeMedia(admin, media.id)]);
    await put(upload, "два");
    const link = () => findMediaFile(db, media.id, access);
    expect(await (await fetch(await link())).text()).toBe("раз");
    const attached = await attachMedia(admin, media.id);
    expect(await bytesOf(attached.id)).toBe("раз");
    const lines = await sql`select 1 from operator_logs where action = 'media_uploaded'`;
    expect(lines).toHaveLength(1);
  });

  it("lets a person have so many unsent files, also when they begin at once", async () => {
    const person = await make.as(await make.person("admin", null));
    const operatorId = person.actor.type === "operator" ? person.actor.operatorId : 0;
    const one = { ...file, is_voice: false };
    await sql`insert into attachments (operator_id, kind, name, mime_type, size, status, storage_key)
      select ${operatorId}, 'document', 'a', 'text/plain', 1, 'stored', 'none/' || n
      from generate_series(1, ${maxUnsentFiles - 2}) n`;
    await createMedia(person, file);
    const more = await Promise.allSettled([1, 2, 3].map(() => createUpload(person, one)));
    const refused = more.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
    expect(refused).toHaveLength(2);
    expect(refused[0]).toMatchObject({ code: "conflict", message: /100 files/ });
    await expect(createMedia(person, file)).rejects.toMatchObject({ code: "conflict" });
    await createUpload(admin, one);
    await sql`update attachments set message_id = (select min(id) from messages)
      where storage_key = 'none/1'`;
    await createUpload(person, one);
  });

  it("lets a person have 1 GB of unsent files", async () => {
    const id = await make.person("admin", null);
    const room = (size: number) => db.transaction((tx) => checkUploadRoom(tx, id, size));
    await room(1024 ** 3);
    await sql`insert into attachments (operator_id, kind, name, mime_type, size, status, storage_key)
      values (${id}, 'document', 'a', 'text/plain', ${1024 ** 3 - 5}, 'stored', 'none/large')`;
    await room(5);
    await expect(room(6)).rejects.toMatchObject({ code: "conflict", message: /1 GB/ });
  });

  it("takes back an own file that was not sent, never a sent or a foreign one", async () => {
    const { clientId } = await desk.client(802);
    const { file: mine } = await stored();
    const other = await make.as(await make.person("admin", null));
    await expect(removeUpload(other, mine.id)).rejects.toMatchObject({ code: "not_found" });
    const [row] = await sql`select storage_key from attachments where id = ${mine.id}`;
    await removeUpload(admin, mine.id);
    await expect(removeUpload(admin, mine.id)).rejects.toMatchObject({ code: "not_found" });
    expect(await objects(String(row?.storage_key))).toEqual([]);
    const { file: sent } = await stored();
    await desk.answer(clientId, "", { attachment_ids: [sent.id] });
    await expect(removeUpload(admin, sent.id)).rejects.toMatchObject({ code: "conflict" });
    expect(await bytesOf(sent.id)).toBe("пер");
  });

  it("tidies away what nobody finished or sent, with its objects, and nothing else", async () => {
    const { clientId } = await desk.client(803);
    const { file: sent, upload: spent } = await stored();
    await desk.answer(clientId, "", { attachment_ids: [sent.id] });
    const { file: unsent } = await stored();
    const unfinished = await begin();
    await put(unfinished.upload, "раз");
    const library = await createMedia(admin, file);
    await put(library.upload, "раз");
    // The link of a file that was completed still takes bytes, for nobody.
    await put(spent, "два");
    const has = async (id: number) =>
      (await sql`select 1 from attachments where id = ${id}`).length > 0;
    await tidy(0.9);
    expect(await has(unfinished.attachment.id)).toBe(true);
    await tidy(1.1);
    expect(await has(unfinished.attachment.id)).toBe(false);
    expect(await has(unsent.id)).toBe(true);
    expect(await sql`select 1 from media where id = ${library.media.id}`).toHaveLength(0);
    await tidy(24.1);
    expect(await has(unsent.id)).toBe(false);
    expect(await objects("incoming/")).toEqual([]);
    expect(await bytesOf(sent.id)).toBe("пер");
    const rows = await sql`select storage_key from attachments where storage_key like 'files/%'`;
    expect((await objects("files/")).map(({ Key }) => Key).sort()).toEqual(
      rows.map((row) => row.storage_key).sort(),
    );
  });

  it("keeps the row of an unsent file while the storage is away, and removes it afterwards", async () => {
    const { file: unsent } = await stored();
    const { port } = storage;
    await storage.close();
    await expect(tidy(25)).rejects.toThrow();
    expect(await sql`select 1 from attachments where id = ${unsent.id}`).toHaveLength(1);
    storage = await start(port);
    await tidy(25);
    expect(await sql`select 1 from attachments where id = ${unsent.id}`).toHaveLength(0);
  });
}
