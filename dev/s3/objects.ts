import type { IncomingMessage, ServerResponse } from "node:http";
import { S3Error } from "./errors";
import type { Meta, Store } from "./store";

const kept = [
  "content-type",
  "content-disposition",
  "cache-control",
  "content-encoding",
  "content-language",
];

/** The request's headers that an object keeps. */
export function objectHeaders(request: IncomingMessage): Record<string, string> {
  const entries = Object.entries(request.headers).filter(
    ([name]) => kept.includes(name) || name.startsWith("x-amz-meta-"),
  );
  const headers = Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
  const encoding = headers["content-encoding"]?.replace(/(^|,)\s*aws-chunked\s*/, "");
  if (encoding) headers["content-encoding"] = encoding;
  else delete headers["content-encoding"];
  return headers;
}

/** If-Match and If-None-Match on a write. */
export function checkWriteConditions(request: IncomingMessage, existing: Meta | undefined) {
  const none = request.headers["if-none-match"];
  if (none === "*" && existing) throw new S3Error(412, "PreconditionFailed", "The object exists");
  const match = request.headers["if-match"];
  if (match && match.replaceAll('"', "") !== existing?.etag) {
    throw new S3Error(412, "PreconditionFailed", "The object is another one");
  }
}

/** GET and HEAD with conditions, a range and the response-… overrides of a presigned link. */
export async function sendObject(
  store: Store,
  bucket: string,
  meta: Meta,
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
) {
  response.setHeader("etag", `"${meta.etag}"`);
  response.setHeader("last-modified", new Date(meta.modified).toUTCString());
  response.setHeader("accept-ranges", "bytes");
  if (request.headers["if-none-match"]?.replaceAll('"', "") === meta.etag) {
    response.writeHead(304).end();
    return;
  }
  for (const [name, value] of Object.entries(meta.headers)) response.setHeader(name, value);
  for (const name of ["content-type", "content-disposition", "cache-control"]) {
    const override = query.get(`response-${name}`);
    if (override) response.setHeader(name, override);
  }
  if (
    meta.crc32 &&
    request.headers["x-amz-checksum-mode"] === "ENABLED" &&
    !request.headers.range
  ) {
    response.setHeader("x-amz-checksum-crc32", meta.crc32);
    response.setHeader("x-amz-checksum-type", "FULL_OBJECT");
  }
  const range = parseRange(request.headers.range, meta.size);
  if (range) response.setHeader("content-range", `bytes ${range.from}-${range.to}/${meta.size}`);
  const { from, to } = range ?? { from: 0, to: meta.size - 1 };
  response.setHeader("content-length", to - from + 1);
  response.statusCode = range ? 206 : 200;
  if (request.method === "HEAD") response.end();
  else response.end((await store.read(bucket, meta.key)).subarray(from, to + 1));
}

function parseRange(header: string | undefined, size: number) {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (!match) return null;
  const [, first = "", last = ""] = match;
  const from = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (from >= size || from > to)
    throw new S3Error(416, "InvalidRange", "The range is outside the object");
  return { from, to };
}
