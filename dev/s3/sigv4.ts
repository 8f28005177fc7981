import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { S3Error } from "./errors";

export type Credentials = { accessKeyId: string; secretAccessKey: string; region: string };

/** What a verified request's signature says of its body. */
export type Signed = {
  payloadHash: string;
  seed: string;
  key: Buffer;
  date: string;
  scope: string;
};

const algorithm = "AWS4-HMAC-SHA256";

/** Checks the header or query signature (AWS "Signature Version 4"); throws 403 unless it holds. */
export function verifyRequest(request: IncomingMessage, url: URL, owner: Credentials): Signed {
  const inQuery = url.searchParams.has("X-Amz-Signature");
  const inHeader = request.headers.authorization !== undefined;
  if (inQuery && inHeader)
    throw new S3Error(400, "InvalidArgument", "Only one auth mechanism allowed");
  if (!inQuery && !inHeader) throw new S3Error(403, "AccessDenied", "Access Denied");
  const claim = inQuery ? fromQuery(url) : fromHeader(request);
  const key = signingKey(claim.credential, owner);
  if (inQuery) assertFresh(claim.date, claim.expires);
  else assertFresh(claim.date, 900, 900);
  const payloadHash = inQuery
    ? "UNSIGNED-PAYLOAD"
    : String(request.headers["x-amz-content-sha256"] ?? "UNSIGNED-PAYLOAD");
  const canonical = [
    request.method,
    canonicalPath(request.url ?? "/"),
    canonicalQuery(request.url ?? "/"),
    ...claim.signedHeaders.map((name) => `${name}:${headerValue(request, name)}`),
    "",
    claim.signedHeaders.join(";"),
    payloadHash,
  ].join("\n");
  const scope = claim.credential.split("/").slice(1).join("/");
  const text = [algorithm, claim.date, scope, sha256(canonical)].join("\n");
  assertSame(hmac(key, text).toString("hex"), claim.signature);
  return { payloadHash, seed: claim.signature, key, date: claim.date, scope };
}

/** Checks a POST policy's signature over its base64 text. */
export function verifyPolicy(fields: Map<string, string>, owner: Credentials): void {
  const key = signingKey(fields.get("x-amz-credential") ?? "", owner);
  const expected = hmac(key, fields.get("policy") ?? "").toString("hex");
  assertSame(expected, fields.get("x-amz-signature") ?? "");
}

export const hmac = (key: Buffer | string, text: string) =>
  createHmac("sha256", key).update(text).digest();
export const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest("hex");

function fromHeader(request: IncomingMessage) {
  const header = request.headers.authorization ?? "";
  const part = (name: string) => new RegExp(`${name}=([^,\\s]+)`).exec(header)?.[1] ?? "";
  if (!header.startsWith(algorithm))
    throw new S3Error(400, "InvalidRequest", "Unsupported authorization");
  return {
    credential: part("Credential"),
    signedHeaders: part("SignedHeaders").split(";"),
    signature: part("Signature"),
    date: String(request.headers["x-amz-date"] ?? ""),
    expires: 0,
  };
}

function fromQuery(url: URL) {
  const get = (name: string) => url.searchParams.get(name) ?? "";
  const expires = Number(get("X-Amz-Expires"));
  if (!(expires > 0 && expires <= 604_800)) {
    throw new S3Error(400, "AuthorizationQueryParametersError", "X-Amz-Expires must be 1–604800");
  }
  return {
    credential: get("X-Amz-Credential"),
    signedHeaders: get("X-Amz-SignedHeaders").split(";"),
    signature: get("X-Amz-Signature"),
    date: get("X-Amz-Date"),
    expires,
  };
}

function signingKey(credential: string, owner: Credentials): Buffer {
  const [accessKeyId, day, region, service, end] = credential.split("/");
  if (accessKeyId !== owner.accessKeyId) {
    throw new S3Error(403, "InvalidAccessKeyId", "The access key does not exist");
  }
  if (service !== "s3" || end !== "aws4_request" || !day || !region) {
    throw new S3Error(400, "AuthorizationHeaderMalformed", "The credential scope is wrong");
  }
  return [day, region, "s3", "aws4_request"].reduce<Buffer>(
    (key, text) => hmac(key, text),
    Buffer.from(`AWS4${owner.secretAccessKey}`),
  );
}

/** `date` is YYYYMMDDTHHMMSSZ; it must lie within [now − seconds, now + ahead]. */
function assertFresh(date: string, seconds: number, ahead = 900) {
  const iso = date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z");
  const age = (Date.now() - Date.parse(iso)) / 1000;
  if (!(age <= seconds && age >= -ahead))
    throw new S3Error(403, "AccessDenied", "Request has expired");
}

function assertSame(expected: string, got: string) {
  const [left, right] = [Buffer.from(expected), Buffer.from(got)];
  if (left.length !== right.length || !timingSafeEqual(left, right)) {
    throw new S3Error(403, "SignatureDoesNotMatch", "The signature we calculated does not match");
  }
}

function headerValue(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return (Array.isArray(value) ? value.join(",") : (value ?? "")).trim().replace(/\s+/g, " ");
}

const encode = (text: string) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );

function canonicalPath(target: string): string {
  const path = target.split("?")[0] ?? "/";
  return path
    .split("/")
    .map((part) => encode(decode(part)))
    .join("/");
}

function canonicalQuery(target: string): string {
  const query = target.split("?")[1];
  if (!query) return "";
  return query
    .split("&")
    .map((pair) => {
      const [name = "", ...rest] = pair.split("=");
      return `${encode(decode(name))}=${encode(decode(rest.join("=")))}`;
    })
    .filter((pair) => !pair.startsWith("X-Amz-Signature="))
    .sort()
    .join("&");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error(400, "InvalidURI", "The address could not be read");
  }
}
