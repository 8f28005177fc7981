import { randomUUID } from "node:crypto";
import type { Readable } from "node:stream";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { env } from "@/lib/core/env";

let client: S3Client | undefined;

function s3(): S3Client {
  const { AWS_S3_REGION_NAME, AWS_S3_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } =
    env();
  client ??= new S3Client({
    region: AWS_S3_REGION_NAME,
    ...(AWS_S3_ENDPOINT_URL ? { endpoint: AWS_S3_ENDPOINT_URL, forcePathStyle: true } : {}),
    credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY },
    // A storage that is silent is an error within seconds: by default it is waited for without end.
    requestHandler: {
      connectionTimeout: 3000,
      socketTimeout: 15_000,
      throwOnRequestTimeout: true,
    },
    maxAttempts: 2,
    // Else a presigned link carries the checksum of an empty body.
    requestChecksumCalculation: "WHEN_REQUIRED",
  });
  return client;
}

/** Milliseconds to the first bytes of an answer that should come at once. */
const quick = { requestTimeout: 5000 };

const bucket = () => env().AWS_STORAGE_BUCKET_NAME;

/** A presigned POST for one object of this type and at most `maxBytes`, good for 5 minutes. */
export async function presignUpload(key: string, mimeType: string, maxBytes: number) {
  return createPresignedPost(s3(), {
    Bucket: bucket(),
    Key: key,
    Conditions: [
      ["content-length-range", 1, maxBytes],
      ["eq", "$Content-Type", mimeType],
    ],
    Fields: { "Content-Type": mimeType },
    Expires: 300,
  });
}

/** A link to one object for 60 seconds, with the type and disposition that we decide. */
export async function presignDownload(
  key: string,
  response: { contentType: string; disposition: string },
): Promise<string> {
  const command = new GetObjectCommand({
    Bucket: bucket(),
    Key: key,
    ResponseContentType: response.contentType,
    ResponseContentDisposition: response.disposition,
  });
  return getSignedUrl(s3(), command, { expiresIn: 60 });
}

/** Size in bytes and type of an object, or null when there is none. */
export async function statObject(key: string): Promise<{ size: number; mimeType: string } | null> {
  try {
    const head = await s3().send(new HeadObjectCommand({ Bucket: bucket(), Key: key }), quick);
    return { size: head.ContentLength ?? 0, mimeType: head.ContentType ?? "" };
  } catch (error) {
    if ((error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode === 404)
      return null;
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
  const params = { Bucket: bucket(), Key: key, Body: body, ContentType: mimeType };
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

/** Copies an object within the bucket, on the storage's side. */
export async function copyObject(from: string, to: string): Promise<void> {
  await s3().send(
    new CopyObjectCommand({ Bucket: bucket(), Key: to, CopySource: `${bucket()}/${from}` }),
  );
}

/** Removes an object; one that is not there is no error. */
export async function deleteObject(key: string): Promise<void> {
  await s3().send(new DeleteObjectCommand({ Bucket: bucket(), Key: key }), quick);
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
