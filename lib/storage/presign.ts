import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { bucket, s3 } from "./s3-client";

/** How browsers hand a file to the storage: a signed POST form, or a signed PUT of the bytes alone. */
export type UploadWay = "post" | "put";

/** One request that the storage takes: the form's fields (POST) or the headers to send (PUT). */
export type PresignedUpload = {
  method: "POST" | "PUT";
  url: string;
  fields: Record<string, string>;
  headers: Record<string, string>;
};

/** Seconds in which an upload must begin. */
const expiresIn = 300;

/**
 * A signed request for one object of this type, good for 5 minutes: a form takes at most `size` bytes, a
 * PUT exactly as many. Of a PUT the storage holds to signed headers alone, so both are signed.
 */
export async function presignUpload(
  key: string,
  mimeType: string,
  size: number,
  way: UploadWay,
): Promise<PresignedUpload> {
  if (way === "put") return presignPut(key, mimeType, size);
  const { url, fields } = await createPresignedPost(s3(), {
    Bucket: bucket(),
    Key: key,
    Conditions: [
      ["content-length-range", 1, size],
      ["eq", "$Content-Type", mimeType],
    ],
    Fields: { "Content-Type": mimeType },
    Expires: expiresIn,
  });
  return { method: "POST", url, fields, headers: {} };
}

async function presignPut(key: string, mimeType: string, size: number): Promise<PresignedUpload> {
  const command = new PutObjectCommand({
    Bucket: bucket(),
    Key: key,
    ContentType: mimeType,
    ContentLength: size,
  });
  const signableHeaders = new Set(["host", "content-type", "content-length"]);
  const url = await getSignedUrl(s3(), command, { expiresIn, signableHeaders });
  return { method: "PUT", url, fields: {}, headers: { "Content-Type": mimeType } };
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
