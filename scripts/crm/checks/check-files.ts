import { randomUUID } from "node:crypto";
import { env } from "@/lib/core/env";
import { presignDownload, presignUpload, type UploadWay } from "@/lib/storage/presign";
import { checkStorage, deleteObject, listOlder } from "@/lib/storage/s3";
import { uploadBody } from "@/lib/storage/upload-body";
import { askStorage } from "@/lib/storage/upload-way";
import { Unwell } from "./unwell";

const content = "the desk's own check";

/** The bucket takes, gives and deletes, by our key and as browsers do: by signed links, across origins. */
export async function checkFiles(): Promise<string> {
  const { AWS_STORAGE_BUCKET_NAME: bucket } = env();
  try {
    await checkStorage();
    // The tidy job looks for what nobody needs any more.
    await listOlder("health/", new Date(0)).next();
  } catch (error) {
    // The SDK's errors say more by their name than by their message.
    const name = error instanceof Error && error.name !== "Error" ? `${error.name}: ` : "";
    throw new Unwell(
      `${name}${error instanceof Error ? error.message : error}`,
      `Check AWS_*: the key may put, get, list and delete in the bucket ${bucket}, which must exist.`,
      { cause: error },
    );
  }
  const way = await asBrowser();
  const means = way === "post" ? "by POST forms" : "by PUT: it takes no POST forms";
  return `bucket ${bucket} takes, gives, lists and deletes; browsers may upload to it ${means}`;
}

async function asBrowser(): Promise<UploadWay> {
  const key = `health/${randomUUID()}`;
  const way = env().AWS_S3_UPLOADS ?? (await askStorage()) ?? "post";
  const file = new Blob([content], { type: "text/plain" });
  const upload = await presignUpload(key, file.type, file.size, way);
  const { origin } = new URL(env().APP_URL);
  const signal = AbortSignal.timeout(10_000);
  const { method, url } = upload;
  const asked = await fetch(url, {
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": method,
      ...(way === "put" ? { "access-control-request-headers": "content-type" } : {}),
    },
    signal,
  });
  const allowed = asked.headers.get("access-control-allow-origin");
  const methods = asked.headers.get("access-control-allow-methods") ?? method;
  if (
    (allowed !== "*" && allowed !== origin) ||
    (!/\*/.test(methods) && !methods.includes(method))
  ) {
    throw new Unwell(
      `CORS of the bucket does not allow ${method} from ${origin}`,
      `Allow ${method} from that origin in the bucket's CORS (docs/deploy-vercel.md has the rule).`,
    );
  }
  const headers = { ...upload.headers, origin };
  const sent = await fetch(url, { method, body: uploadBody(upload, file), headers, signal });
  if (!sent.ok) {
    const advice =
      way === "post"
        ? "The bucket must take POST forms signed with version 4, or PUT: set AWS_S3_UPLOADS=put."
        : "The bucket must take PUT signed with version 4, or forms: set AWS_S3_UPLOADS=post.";
    throw new Unwell(`a signed upload (${method}) was answered ${sent.status}`, advice);
  }
  const link = await presignDownload(key, { contentType: "text/plain", disposition: "inline" });
  const got = await fetch(link, { signal });
  const isSame = got.ok && (await got.text()) === content;
  await deleteObject(key);
  if (!isSame) {
    const advice =
      "Check that the clock is right and that nothing rewrites the storage's addresses.";
    throw new Unwell(`a signed link was answered ${got.status}`, advice);
  }
  return way;
}
