import { randomUUID } from "node:crypto";
import { env } from "@/lib/core/env";
import { presignUpload, type UploadWay } from "./presign";
import { discardObject } from "./s3";
import { uploadBody } from "./upload-body";

/** Milliseconds for which an unanswered question is not asked again. */
const patience = 30_000;

let found: UploadWay | undefined;
let asking: Promise<UploadWay> | undefined;
let askAgainAt = 0;

/**
 * How this storage takes uploads: as `AWS_S3_UPLOADS` says, else found out once by each process, with a
 * small form of its own. While that is not known, forms are assumed.
 */
export async function uploadWay(): Promise<UploadWay> {
  const way = env().AWS_S3_UPLOADS ?? found;
  if (way) return way;
  if (Date.now() < askAgainAt) return "post";
  asking ??= ask().finally(() => {
    asking = undefined;
  });
  return asking;
}

/**
 * What the storage itself takes, asked now: forms, or PUT when it refuses a form and takes that (R2
 * answers 501); null when its answer says neither. Rejects when it does not answer.
 */
export async function askStorage(): Promise<UploadWay | null> {
  const status = await tryUpload("post");
  if (isTaken(status)) return "post";
  const isRefusal = status === 501 || (status >= 400 && status < 500);
  return isRefusal && isTaken(await tryUpload("put")) ? "put" : null;
}

async function ask(): Promise<UploadWay> {
  const answer = await askStorage().catch(() => null);
  if (answer) found = answer;
  else askAgainAt = Date.now() + patience;
  return answer ?? "post";
}

async function tryUpload(way: UploadWay): Promise<number> {
  const key = `health/${randomUUID()}`;
  const upload = await presignUpload(key, "text/plain", 2, way);
  const answer = await fetch(upload.url, {
    method: upload.method,
    headers: upload.headers,
    body: uploadBody(upload, new Blob(["ok"], { type: "text/plain" })),
    signal: AbortSignal.timeout(3000),
  });
  await answer.body?.cancel();
  if (answer.ok) await discardObject(key);
  return answer.status;
}

const isTaken = (status: number) => status >= 200 && status < 300;
