import { randomUUID } from "node:crypto";
import type { Readable } from "node:stream";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { logger } from "@/lib/core/logger";
import { plainMimeType } from "@/lib/core/mime-type";
import { bucket, s3 } from "./s3-client";

/** Milliseconds to the first bytes of a response that should come at once. */
const quick = { requestTimeout: 5000 };

/** Size in bytes and type of an object, or null when there is none. */
export async function statObject(key: string): Promise<{ size: number; mimeType: string } | null> {
  try {
    const head = await s3().send(new HeadObjectCommand({ Bucket: bucket(), Key: key }), quick);
    return { size: head.ContentLength ?? 0, mimeType: head.ContentType ?? "" };
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}

/** Stores a stream whose length need not be known; when `signal` ends it, nothing is kept. */
export async function putStream(
  key: string,
  body: Readable,
  mimeType: string,
  signal?: AbortSignal,
): Promise<void> {
  const params = { Bucket: bucket(), Key: key, Body: body, ContentType: plainMimeType(mimeType) };
  const upload = new Upload({ client: s3(), params });
  const abort = () => void upload.abort();
  signal?.addEventListener("abort", abort, { once: true });
  try {
    signal?.throwIfAborted();
    await upload.done();
  } finally {
    signal?.removeEventListener("abort", abort);
    body.destroy();
  }
}

/**
 * Copies an object within the bucket, on the storage's side, with this type and nothing else that came
 * with the original; false when there is none.
 */
export async function copyObject(from: string, to: string, mimeType: string): Promise<boolean> {
  const command = new CopyObjectCommand({
    Bucket: bucket(),
    Key: to,
    CopySource: `${bucket()}/${from}`,
    MetadataDirective: "REPLACE",
    ContentType: mimeType,
  });
  try {
    await s3().send(command);
    return true;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw error;
  }
}

/** Removes an object; one that is not there is no error. */
export async function deleteObject(key: string): Promise<void> {
  await s3().send(new DeleteObjectCommand({ Bucket: bucket(), Key: key }), quick);
}

/** Removes an object that no row names; one that stays costs space, so it is only noted in the log. */
export async function discardObject(key: string): Promise<void> {
  await deleteObject(key).catch((error: unknown) => {
    const name = error instanceof Error ? error.name : "unknown";
    logger("storage").warn({ name, key }, "an object that belongs to no file was left");
  });
}

/** Keys below `prefix` whose objects were written before that moment, page by page. */
export async function* listOlder(prefix: string, before: Date): AsyncGenerator<string[]> {
  let token: string | undefined;
  do {
    const page = await s3().send(
      new ListObjectsV2Command({ Bucket: bucket(), Prefix: prefix, ContinuationToken: token }),
    );
    const old = (page.Contents ?? []).filter(
      ({ LastModified }) => LastModified && LastModified < before,
    );
    yield old.flatMap(({ Key }) => Key ?? []);
    token = page.IsTruncated ? page.NextContinuationToken : undefined;
  } while (token);
}

/** The object's bytes as a stream. */
export async function getStream(key: string): Promise<Readable> {
  const object = await s3().send(new GetObjectCommand({ Bucket: bucket(), Key: key }), quick);
  return object.Body as Readable;
}

/** Puts, reads and deletes a small object: the storage works. Throws what went wrong. */
export async function checkStorage(): Promise<void> {
  const { Readable: Source } = await import("node:stream");
  const key = `health/${randomUUID()}`;
  await putStream(key, Source.from([Buffer.from("ok")]), "text/plain");
  for await (const chunk of await getStream(key)) {
    if (String(chunk) !== "ok") throw new Error("The storage gave back something else.");
  }
  await s3().send(new DeleteObjectCommand({ Bucket: bucket(), Key: key }));
}

const statusOf = (error: unknown) =>
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
