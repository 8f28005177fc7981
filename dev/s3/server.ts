import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type Body, collect, readBody } from "./body";
import { allowOrigin, type CorsRule, parseCors } from "./cors";
import { errorXml, escapeXml, S3Error, unescapeXml } from "./errors";
import { listObjects } from "./list-xml";
import { Multipart } from "./multipart";
import { checkWriteConditions, objectHeaders, sendObject } from "./objects";
import { checkPolicy, parseForm } from "./post-policy";
import { type Signed, verifyPolicy, verifyRequest } from "./sigv4";
import { Store } from "./store";

export type S3Options = {
  /** 0: any free port. */
  port: number;
  host?: string;
  dir: string;
  accessKeyId: string;
  secretAccessKey: string;
  region?: string;
  /** Made at the start, with CORS for `corsOrigins`. */
  bucket?: string | undefined;
  corsOrigins?: string[];
  /** Answers 501 to POST forms, as R2 does. */
  refusesForms?: boolean;
};

/** A strict subset of S3 for development and tests, on loopback: signatures are really verified. */
export async function startS3Server(options: S3Options) {
  const store = new Store(options.dir);
  await store.open();
  const cors = new Map<string, CorsRule[]>();
  if (options.bucket) {
    await store.createBucket(options.bucket);
    const methods = ["GET", "HEAD", "PUT", "POST"];
    cors.set(options.bucket, [
      { origins: options.corsOrigins ?? [], methods, expose: ["ETag"], maxAge: 3000 },
    ]);
  }
  const service = {
    refusesForms: options.refusesForms ?? false,
    store,
    cors,
    multipart: new Multipart(),
    owner: { region: "us-east-1", ...options },
  };
  const http = createServer((request, response) => {
    handle(service, request, response).catch((error: unknown) => fail(response, error));
  });
  http.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(options.port, options.host ?? "127.0.0.1", resolve);
  });
  const address = http.address();
  return {
    port: typeof address === "object" && address ? address.port : options.port,
    async close() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

type Service = {
  refusesForms: boolean;
  store: Store;
  cors: Map<string, CorsRule[]>;
  multipart: Multipart;
  owner: { accessKeyId: string; secretAccessKey: string; region: string };
};

async function handle(service: Service, request: IncomingMessage, response: ServerResponse) {
  const path = (request.url ?? "/").split("?")[0] ?? "/";
  const url = new URL(`http://s3${path.replace(/\/\.{1,2}(?=\/|$)/g, "/_")}`);
  url.search = (request.url ?? "").split("?")[1] ?? "";
  const [, bucket = "", ...rest] = path.split("/");
  const key = decodeURIComponent(rest.join("/"));
  const rules = service.cors.get(bucket) ?? [];
  const method = request.method ?? "GET";
  if (method === "OPTIONS") {
    const asked = String(request.headers["access-control-request-method"]);
    if (!allowOrigin(rules, request, response, asked))
      throw new S3Error(403, "AccessForbidden", "CORS");
    response.writeHead(200).end();
    return;
  }
  allowOrigin(rules, request, response, method);
  const isForm =
    method === "POST" && String(request.headers["content-type"]).startsWith("multipart/form-data");
  if (isForm && service.refusesForms) {
    throw new S3Error(501, "NotImplemented", "POST forms are not supported");
  }
  if (isForm && !key) return postForm(service, request, response, bucket);
  const signed = verifyRequest(request, url, service.owner);
  if (!key) return handleBucket(service, request, response, bucket, url.searchParams, signed);
  if (!service.store.hasBucket(bucket))
    throw new S3Error(404, "NoSuchBucket", "The bucket does not exist");
  return handleObject(service, request, response, { bucket, key }, url.searchParams, signed);
}

async function handleBucket(
  { store, cors }: Service,
  request: IncomingMessage,
  response: ServerResponse,
  bucket: string,
  query: URLSearchParams,
  signed: Signed,
) {
  const { bytes } = await readBody(request, signed);
  if (request.method === "PUT" && query.has("cors")) {
    cors.set(bucket, parseCors(bytes.toString()));
    return void response.end();
  }
  if (request.method === "PUT") {
    await store.createBucket(bucket);
    return void response.end();
  }
  if (!store.hasBucket(bucket)) throw new S3Error(404, "NoSuchBucket", "The bucket does not exist");
  if (request.method === "HEAD") return void response.end();
  if (request.method === "POST" && query.has("delete")) {
    const keys = [...bytes.toString().matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, text = ""]) =>
      unescapeXml(text),
    );
    for (const key of keys) await store.remove(bucket, key);
    const deleted = keys.map((key) => `<Deleted><Key>${escapeXml(key)}</Key></Deleted>`).join("");
    return void xml(response, `<DeleteResult>${deleted}</DeleteResult>`);
  }
  if (request.method === "GET") return void xml(response, listObjects(store, bucket, query));
  throw new S3Error(405, "MethodNotAllowed", "Not supported here");
}

async function handleObject(
  service: Service,
  request: IncomingMessage,
  response: ServerResponse,
  { bucket, key }: { bucket: string; key: string },
  query: URLSearchParams,
  signed: Signed,
) {
  const { store } = service;
  const body = await readBody(request, signed);
  const existing = store.find(bucket, key);
  const uploadId = query.get("uploadId");
  if (uploadId !== null || query.has("uploads")) {
    return handleMultipart(service, request, response, { bucket, key, uploadId, query, body });
  }
  if (request.method === "PUT") {
    checkWriteConditions(request, existing);
    const source = request.headers["x-amz-copy-source"];
    if (source)
      return copyObject(store, request, response, { bucket, key, source: String(source) });
    const headers = objectHeaders(request);
    const meta = await store.write(bucket, key, body.bytes, { headers, crc32: body.crc32 });
    response.setHeader("etag", `"${meta.etag}"`);
    return void response.end();
  }
  if (request.method === "DELETE") {
    await store.remove(bucket, key);
    return void response.writeHead(204).end();
  }
  if (!existing) throw new S3Error(404, "NoSuchKey", "The object does not exist");
  await sendObject(store, bucket, existing, request, response, query);
}

async function copyObject(
  store: Store,
  request: IncomingMessage,
  response: ServerResponse,
  { bucket, key, source }: { bucket: string; key: string; source: string },
) {
  const [, from = "", name = ""] = /^\/?([^/]+)\/(.*)$/s.exec(decodeURIComponent(source)) ?? [];
  const meta = store.find(from, name);
  if (!meta) throw new S3Error(404, "NoSuchKey", "The source does not exist");
  const isReplaced = request.headers["x-amz-metadata-directive"] === "REPLACE";
  const more = isReplaced ? { ...meta, headers: objectHeaders(request) } : meta;
  const copy = await store.write(bucket, key, await store.read(from, name), more);
  xml(
    response,
    `<CopyObjectResult><LastModified>${copy.modified}</LastModified><ETag>&quot;${copy.etag}&quot;</ETag></CopyObjectResult>`,
  );
}

async function handleMultipart(
  { store, multipart }: Service,
  request: IncomingMessage,
  response: ServerResponse,
  at: { bucket: string; key: string; uploadId: string | null; query: URLSearchParams; body: Body },
) {
  const { bucket, key, query, body } = at;
  const ids = `<Bucket>${bucket}</Bucket><Key>${escapeXml(key)}</Key>`;
  if (at.uploadId === null) {
    const id = multipart.create(key, objectHeaders(request));
    return void xml(
      response,
      `<InitiateMultipartUploadResult>${ids}<UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
    );
  }
  if (request.method === "PUT") {
    const etag = multipart.put(at.uploadId, Number(query.get("partNumber")), body.bytes);
    response.setHeader("etag", `"${etag}"`);
    return void response.end();
  }
  if (request.method === "DELETE") {
    multipart.abort(at.uploadId);
    return void response.writeHead(204).end();
  }
  if (request.method === "GET") {
    const parts = multipart
      .list(at.uploadId)
      .map(
        ([number, part]) =>
          `<Part><PartNumber>${number}</PartNumber><ETag>&quot;${part.etag}&quot;</ETag><Size>${part.bytes.length}</Size></Part>`,
      );
    return void xml(response, `<ListPartsResult>${ids}${parts.join("")}</ListPartsResult>`);
  }
  const whole = multipart.complete(at.uploadId, body.bytes.toString());
  await store.write(bucket, key, whole.bytes, whole);
  xml(
    response,
    `<CompleteMultipartUploadResult>${ids}<ETag>&quot;${whole.etag}&quot;</ETag></CompleteMultipartUploadResult>`,
  );
}

async function postForm(
  { store, owner }: Service,
  request: IncomingMessage,
  response: ServerResponse,
  bucket: string,
) {
  const form = parseForm(await collect(request, 6e8), String(request.headers["content-type"]));
  if (!form.fields.has("policy")) throw new S3Error(403, "AccessDenied", "Access Denied");
  verifyPolicy(form.fields, owner);
  checkPolicy(form, bucket);
  if (!store.hasBucket(bucket)) throw new S3Error(404, "NoSuchBucket", "The bucket does not exist");
  const key = (form.fields.get("key") ?? "").replaceAll(
    ["$", "{filename}"].join(""),
    form.fileName,
  );
  const type = form.fields.get("content-type");
  await store.write(bucket, key, form.file, { headers: type ? { "content-type": type } : {} });
  response.writeHead(204).end();
}

function xml(response: ServerResponse, body: string) {
  response.setHeader("content-type", "application/xml");
  response.end(`<?xml version="1.0" encoding="UTF-8"?>\n${body}`);
}

function fail(response: ServerResponse, error: unknown) {
  const known = error instanceof S3Error ? error : new S3Error(500, "InternalError", String(error));
  if (response.headersSent || response.destroyed) return void response.destroy();
  response.writeHead(known.status, { "content-type": "application/xml" });
  response.end(errorXml(known));
}
