import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { crc32 } from "node:zlib";
import { S3Error } from "./errors";
import { hmac, type Signed, sha256 } from "./sigv4";

export type Body = { bytes: Buffer; crc32: string | undefined };

/** Reads the whole body and holds it to every checksum it came with; throws 400 when one differs. */
export async function readBody(
  request: IncomingMessage,
  signed: Signed,
  limit = 6e8,
): Promise<Body> {
  const raw = await collect(request, limit);
  const declared = request.headers["content-length"];
  if (declared !== undefined && raw.length !== Number(declared)) {
    throw new S3Error(400, "IncompleteBody", "The body is shorter than it said");
  }
  const isChunked = signed.payloadHash.startsWith("STREAMING-");
  const none: Record<string, string> = {};
  const { bytes, trailers } = isChunked ? unchunk(raw, signed) : { bytes: raw, trailers: none };
  if (/^[0-9a-f]{64}$/.test(signed.payloadHash) && sha256(bytes) !== signed.payloadHash) {
    throw new S3Error(400, "XAmzContentSHA256Mismatch", "The content's SHA-256 differs");
  }
  const md5 = request.headers["content-md5"];
  if (md5 && createHash("md5").update(bytes).digest("base64") !== md5) {
    throw new S3Error(400, "BadDigest", "The Content-MD5 differs");
  }
  const sum = crc32Base64(bytes);
  const sent = request.headers["x-amz-checksum-crc32"] ?? trailers["x-amz-checksum-crc32"];
  if (sent !== undefined && sent !== sum) throw new S3Error(400, "BadDigest", "The CRC32 differs");
  return { bytes, crc32: sum };
}

function crc32Base64(bytes: Buffer): string {
  const out = Buffer.alloc(4);
  out.writeUInt32BE(crc32(bytes) >>> 0);
  return out.toString("base64");
}

/** The bytes of a request that ended properly; a torn one throws. */
export async function collect(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > limit) throw new S3Error(400, "EntityTooLarge", "The body is too large");
    chunks.push(chunk as Buffer);
  }
  if (!request.complete) throw new S3Error(400, "IncompleteBody", "The connection broke");
  return Buffer.concat(chunks);
}

// aws-chunked: `<hex size>[;chunk-signature=…]\r\n<bytes>\r\n` … `0\r\n<trailers>\r\n`.
function unchunk(raw: Buffer, signed: Signed) {
  const parts: Buffer[] = [];
  const trailers: Record<string, string> = {};
  let previous = signed.seed;
  let at = 0;
  for (;;) {
    const end = raw.indexOf("\r\n", at);
    if (end < 0) throw new S3Error(400, "IncompleteBody", "A chunk is missing");
    const [hex = "", extension = ""] = raw.subarray(at, end).toString().split(";");
    const size = Number.parseInt(hex, 16);
    const bytes = raw.subarray(end + 2, end + 2 + size);
    if (!(size >= 0) || bytes.length !== size)
      throw new S3Error(400, "IncompleteBody", "A chunk is torn");
    const signature = /chunk-signature=([0-9a-f]+)/.exec(extension)?.[1];
    if (signature) {
      const text = [
        "AWS4-HMAC-SHA256-PAYLOAD",
        signed.date,
        signed.scope,
        previous,
        sha256(""),
        sha256(bytes),
      ];
      if (hmac(signed.key, text.join("\n")).toString("hex") !== signature) {
        throw new S3Error(403, "SignatureDoesNotMatch", "A chunk's signature differs");
      }
      previous = signature;
    }
    at = end + 2 + size;
    if (size === 0) break;
    parts.push(bytes);
    at += 2;
  }
  for (const line of raw.subarray(at).toString().split("\r\n")) {
    const [name, ...value] = line.split(":");
    if (name && value.length > 0) trailers[name.trim().toLowerCase()] = value.join(":").trim();
  }
  return { bytes: Buffer.concat(parts), trailers };
}
