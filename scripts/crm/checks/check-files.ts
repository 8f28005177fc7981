import { randomUUID } from "node:crypto";
import { env } from "@/lib/core/env";
import { checkStorage, deleteObject, presignDownload, presignUpload } from "@/lib/storage/s3";
import { Unwell } from "./unwell";

const words = "the desk's own check";

/** The bucket takes, gives and deletes, by our key and as browsers do: by signed links, across origins. */
export async function checkFiles(): Promise<string> {
  const { AWS_STORAGE_BUCKET_NAME: bucket } = env();
  try {
    await checkStorage();
  } catch (error) {
    // The SDK's errors say more by their name than by their message.
    const name = error instanceof Error && error.name !== "Error" ? `${error.name}: ` : "";
    throw new Unwell(
      `${name}${error instanceof Error ? error.message : error}`,
      `Check AWS_*: the key may put, get and delete in the bucket ${bucket}, which must exist.`,
      { cause: error },
    );
  }
  await asBrowser();
  return `bucket ${bucket} takes, gives and deletes; browsers may post to it`;
}

async function asBrowser() {
  const key = `health/${randomUUID()}`;
  const { url, fields } = await presignUpload(key, "text/plain", 1000);
  const { origin } = new URL(env().APP_URL);
  const signal = AbortSignal.timeout(10_000);
  const headers = { origin, "access-control-request-method": "POST" };
  const asked = await fetch(url, { method: "OPTIONS", headers, signal });
  const allowed = asked.headers.get("access-control-allow-origin");
  if (allowed !== "*" && allowed !== origin) {
    throw new Unwell(
      `CORS of the bucket does not allow POST from ${origin}`,
      "Allow POST from that origin in the bucket's CORS (docs/deploy-vercel.md has the rule).",
    );
  }
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", new Blob([words], { type: "text/plain" }));
  const posted = await fetch(url, { method: "POST", body: form, headers: { origin }, signal });
  if (!posted.ok) {
    const advice =
      "The bucket must take POST forms signed with version 4 (all of S3 and MinIO do).";
    throw new Unwell(`a signed upload was answered ${posted.status}`, advice);
  }
  const link = await presignDownload(key, { contentType: "text/plain", disposition: "inline" });
  const got = await fetch(link, { signal });
  const isSame = got.ok && (await got.text()) === words;
  await deleteObject(key);
  if (!isSame) {
    const advice =
      "Check that the clock is right and that nothing rewrites the storage's addresses.";
    throw new Unwell(`a signed link was answered ${got.status}`, advice);
  }
}
