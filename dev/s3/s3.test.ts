import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startS3Server } from "./server";

const account = { accessKeyId: "desk-key", secretAccessKey: "desk-secret" };
const Bucket = "crm-files";
const origin = "http://desk.test";

let root: string;
let server: Awaited<ReturnType<typeof startS3Server>>;
let client: S3Client;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "crm-s3-test-"));
  server = await start();
  client = clientOf(account.secretAccessKey);
});

afterAll(async () => {
  client.destroy();
  await server.close();
  await rm(root, { recursive: true, force: true });
});

const start = (port = 0) =>
  startS3Server({ port, dir: join(root, "s3"), ...account, bucket: Bucket, corsOrigins: [origin] });

function clientOf(secretAccessKey: string) {
  return new S3Client({
    endpoint: `http://127.0.0.1:${server.port}`,
    region: "us-east-1",
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { ...account, secretAccessKey },
    // As the product does: else a presigned PUT carries the checksum of an empty body.
    requestChecksumCalculation: "WHEN_REQUIRED",
  });
}

const put = (Key: string, Body: string | Buffer, more: object = {}) =>
  client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));

async function get(Key: string, more: object = {}) {
  const answer = await client.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return { ...answer, text: (await answer.Body?.transformToString()) ?? "" };
}

const statusOf = (error: unknown) =>
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;

/** The status with which the server refuses. */
const refusal = (call: Promise<unknown>) => call.then(() => "accepted", statusOf);

it("gives back what was put, with its type, name and size", async () => {
  const name = `attachment; filename*=UTF-8''%D0%A1%D1%87%D1%91%D1%82.pdf`;
  const headers = { ContentType: "application/pdf", ContentDisposition: name };
  await put("Папка/Счёт №5 (a+b).pdf", "Привет", headers);
  const answer = await get("Папка/Счёт №5 (a+b).pdf");
  expect(answer.text).toBe("Привет");
  expect(answer).toMatchObject({ ...headers, ContentLength: 12 });
});

it("answers 404 for what is not there, and after a deletion", async () => {
  expect(await refusal(get("nothing"))).toBe(404);
  await put("gone", "x");
  await client.send(new DeleteObjectCommand({ Bucket, Key: "gone" }));
  expect(await refusal(get("gone"))).toBe(404);
});

it("gives ranges, and 416 for one outside the object", async () => {
  await put("range", "0123456789");
  const part = await get("range", { Range: "bytes=2-4" });
  expect(part.text).toBe("234");
  expect(part.ContentRange).toBe("bytes 2-4/10");
  expect((await get("range", { Range: "bytes=-3" })).text).toBe("789");
  expect(await refusal(get("range", { Range: "bytes=20-30" }))).toBe(416);
});

it("joins a multipart upload of 12 MB byte for byte", async () => {
  const body = Buffer.alloc(12 * 1024 * 1024, 7);
  for (let at = 0; at < body.length; at += 4096) body.writeUInt32LE(at, at);
  await new Upload({ client, params: { Bucket, Key: "large", Body: body } }).done();
  const answer = await client.send(new GetObjectCommand({ Bucket, Key: "large" }));
  const bytes = await answer.Body?.transformToByteArray();
  expect(sha256(bytes ?? "")).toBe(sha256(body));
  expect(answer.ETag).toMatch(/-3"$/);
});

const sha256 = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex");

it("refuses a wrong secret, and any request without a signature, with 403", async () => {
  const forger = clientOf("another-secret");
  const command = new PutObjectCommand({ Bucket, Key: "forged", Body: "x" });
  expect(await refusal(forger.send(command))).toBe(403);
  forger.destroy();
  await put("private", "x");
  const bare = await fetch(`http://127.0.0.1:${server.port}/${Bucket}/private`);
  expect(bare.status).toBe(403);
  expect(await refusal(get("forged"))).toBe(404);
});

it("takes a presigned PUT only with the content type it was signed for", async () => {
  const command = new PutObjectCommand({ Bucket, Key: "bound", ContentType: "image/png" });
  const url = await getSignedUrl(client, command, {
    expiresIn: 60,
    signableHeaders: new Set(["content-type"]),
  });
  const upload = (type: string) =>
    fetch(url, { method: "PUT", headers: { "content-type": type }, body: "png" });
  expect((await upload("text/html")).status).toBe(403);
  expect((await upload("image/png")).status).toBe(200);
  expect((await get("bound")).ContentType).toBe("image/png");
});

it("takes a presigned PUT only with exactly as many bytes as were signed", async () => {
  const command = new PutObjectCommand({ Bucket, Key: "exact", ContentLength: 3 });
  const url = await getSignedUrl(client, command, {
    expiresIn: 60,
    signableHeaders: new Set(["host", "content-length"]),
  });
  const upload = async (body: string) => (await fetch(url, { method: "PUT", body })).status;
  expect([await upload("12"), await upload("1234")]).toEqual([403, 403]);
  expect(await refusal(get("exact"))).toBe(404);
  expect(await upload("123")).toBe(200);
});

it("copies an object with its headers, or with the new ones where they replace them", async () => {
  await put("from", "x", { ContentType: "text/html", ContentDisposition: "attachment" });
  const source = { Bucket, CopySource: `${Bucket}/from` };
  await client.send(new CopyObjectCommand({ ...source, Key: "copy" }));
  expect(await get("copy")).toMatchObject({ text: "x", ContentType: "text/html" });
  const command = new CopyObjectCommand({
    ...source,
    Key: "plain",
    MetadataDirective: "REPLACE",
    ContentType: "text/plain",
  });
  await client.send(command);
  const plain = await get("plain");
  expect(plain).toMatchObject({ text: "x", ContentType: "text/plain" });
  expect(plain.ContentDisposition).toBeUndefined();
});

it("answers 501 to POST forms when told to, as some storages do", async () => {
  const dir = join(root, "no-forms");
  const strict = await startS3Server({
    port: 0,
    dir,
    ...account,
    bucket: Bucket,
    refusesForms: true,
  });
  const form = new FormData();
  form.append("file", new Blob(["x"]));
  const url = `http://127.0.0.1:${strict.port}/${Bucket}`;
  const answer = await fetch(url, { method: "POST", body: form });
  expect([answer.status, await answer.text()]).toEqual([
    501,
    expect.stringContaining("NotImplemented"),
  ]);
  await strict.close();
});

it("refuses a presigned link for another object, and one that has expired", async () => {
  await put("mine", "a");
  await put("theirs", "b");
  const url = await getSignedUrl(client, new GetObjectCommand({ Bucket, Key: "mine" }), {
    expiresIn: 60,
  });
  expect(await (await fetch(url)).text()).toBe("a");
  expect((await fetch(url.replace("/mine", "/theirs"))).status).toBe(403);
  const past = await getSignedUrl(client, new GetObjectCommand({ Bucket, Key: "mine" }), {
    expiresIn: 60,
    signingDate: new Date(Date.now() - 120_000),
  });
  expect((await fetch(past)).status).toBe(403);
});

it("holds an upload form to its size, type and key", async () => {
  const { url, fields } = await createPresignedPost(client, {
    Bucket,
    Key: "form/file",
    Expires: 60,
    Conditions: [["content-length-range", 1, 10]],
    Fields: { "content-type": "image/png" },
  });
  const post = (change: Record<string, string>, file: string) => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...fields, ...change })) form.set(name, value);
    form.set("file", new Blob([file]), "f.png");
    return fetch(url, { method: "POST", body: form }).then((response) => response.status);
  };
  expect(await post({}, "12345678901")).toBe(400);
  expect(await post({}, "")).toBe(400);
  expect(await post({ "content-type": "text/html" }, "123")).toBe(403);
  expect(await post({ key: "form/other" }, "123")).toBe(403);
  expect(await post({ "x-amz-signature": "0".repeat(64) }, "123")).toBe(403);
  expect(await refusal(get("form/file"))).toBe(404);
  expect(await post({}, "1234567890")).toBe(204);
  expect(await get("form/file")).toMatchObject({ text: "1234567890", ContentType: "image/png" });
});

it("lets the desk's own origin upload, and no other", async () => {
  const preflight = (from: string) =>
    fetch(`http://127.0.0.1:${server.port}/${Bucket}`, {
      method: "OPTIONS",
      headers: { origin: from, "access-control-request-method": "POST" },
    });
  const allowed = await preflight(origin);
  expect(allowed.status).toBe(200);
  expect(allowed.headers.get("access-control-allow-origin")).toBe(origin);
  const refused = await preflight("http://elsewhere.test");
  expect(refused.status).toBe(403);
  expect(refused.headers.get("access-control-allow-origin")).toBeNull();
});

it("keeps every object inside its folder, whatever its name", async () => {
  const before = await readdir(root);
  for (const key of [
    "../../escape",
    "..%2f..%2fescape",
    "a/../../../escape",
    "/etc/passwd",
    "a\0b",
  ]) {
    // Some names never leave the client; those that arrive must stay inside.
    if ((await refusal(put(key, key))) === "accepted") expect((await get(key)).text).toBe(key);
  }
  const plain = await fetch(`http://127.0.0.1:${server.port}/${Bucket}/%2e%2e/%2e%2e/buckets.json`);
  expect(plain.status).toBe(403);
  expect(await readdir(root)).toEqual(before);
});

it("puts only when nothing is there with If-None-Match, or what was seen with If-Match", async () => {
  const first = await put("once", "1", { IfNoneMatch: "*" });
  expect(await refusal(put("once", "2", { IfNoneMatch: "*" }))).toBe(412);
  expect(await refusal(put("once", "3", { IfMatch: '"0123"' }))).toBe(412);
  await put("once", "4", { IfMatch: first.ETag });
  expect((await get("once")).text).toBe("4");
});

it("refuses a body that differs from its Content-MD5 and keeps nothing of it", async () => {
  const ContentMD5 = createHash("md5").update("other").digest("base64");
  expect(await refusal(put("torn", "body", { ContentMD5 }))).toBe(400);
  expect(await refusal(get("torn"))).toBe(404);
});

it("checks the checksum that follows a streamed body", async () => {
  const { Readable } = await import("node:stream");
  const streaming = (ChecksumCRC32?: string) =>
    client.send(
      new PutObjectCommand({
        Bucket,
        Key: "streamed",
        Body: Readable.from([Buffer.from("stream"), Buffer.from("ed")]),
        ContentLength: 8,
        ...(ChecksumCRC32 ? { ChecksumCRC32 } : { ChecksumAlgorithm: "CRC32" }),
      }),
    );
  expect(await refusal(streaming("AAAAAA=="))).toBe(400);
  await streaming();
  expect((await get("streamed")).text).toBe("streamed");
});

it("keeps its objects over a restart", async () => {
  await put("kept/1", "one", { ContentType: "text/plain" });
  const { port } = server;
  await server.close();
  server = await start(port);
  expect(await get("kept/1")).toMatchObject({ text: "one", ContentType: "text/plain" });
  const list = await client.send(new ListObjectsV2Command({ Bucket, Prefix: "kept/" }));
  expect(list.Contents?.map(({ Key, Size }) => ({ Key, Size }))).toEqual([
    { Key: "kept/1", Size: 3 },
  ]);
  const head = await client.send(new HeadObjectCommand({ Bucket, Key: "kept/1" }));
  expect(head.ContentLength).toBe(3);
});
