import { z } from "zod";
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from "zod-openapi";
import type { Declaration } from "@/lib/http/declare";
import { describeFields } from "./describe-fields";
import { frame, headersOf, problemSchema, reasons } from "./openapi-frame";

const methods = ["GET", "POST", "PATCH", "PUT", "DELETE"] as const;

/** A route file's exports: those of `route()` carry their declaration. */
export type RouteModule = Partial<Record<string, unknown>>;

/** The OpenAPI 3.1 document of route modules by their address, as `/api/clients/{id}/`. */
export function openApiDocument(modules: Record<string, RouteModule>) {
  const paths: ZodOpenApiPathsObject = {};
  for (const [path, module] of Object.entries(modules)) {
    for (const method of methods) {
      const declaration = declarationOf(module[method]);
      if (!declaration) continue;
      paths[path] = {
        ...paths[path],
        [method.toLowerCase()]: operation(path, method, declaration),
      };
    }
  }
  return describeFields(createDocument({ ...frame, paths }, { reused: "inline" }));
}

/** The declaration that a handler carries; undefined for one that is outside the document. */
export function declarationOf(handler: unknown): Declaration | undefined {
  return typeof handler === "function" && "declaration" in handler
    ? (handler.declaration as Declaration)
    : undefined;
}

function operation(path: string, method: string, declaration: Declaration) {
  const { summary, description, params, query, body, response } = declaration;
  const status = declaration.status ?? (response ? 200 : 204);
  const key = z.string().max(200).optional().meta({
    description: "The same key gives the same answer for 24 h; with another body 422.",
    example: "7f3c1f0e-3d5a-4d0e-9c64-0a4f6d3f6b1e",
  });
  const header = method === "POST" ? z.object({ "Idempotency-Key": key }) : undefined;
  const result: ZodOpenApiOperationObject = {
    operationId: operationId(path, method),
    summary,
    description,
    tags: [declaration.tag ?? tagOf(path)],
    requestParams: {
      ...(params ? { path: params as z.ZodObject } : {}),
      ...(query ? { query: query as z.ZodObject } : {}),
      ...(header ? { header } : {}),
    },
    ...(body ? { requestBody: { required: true, content: json(body) } } : {}),
    responses: { [String(status)]: success(status, declaration) },
  };
  for (const error of errorsOf(method, declaration)) {
    const content = { "application/problem+json": { schema: problemSchema } };
    result.responses[`${error}` as "400"] = {
      description: reasons[error] ?? "Error",
      headers: headersOf(error),
      content,
    };
  }
  return result;
}

function success(status: number, { response, responseType }: Declaration) {
  const headers = headersOf(status);
  if (status === 302) {
    const location = { schema: { type: "string" as const, format: "uri" } };
    return {
      description: "The file is at `Location`, for a minute.",
      headers: { ...headers, Location: { description: "A presigned link.", ...location } },
    };
  }
  if (responseType) {
    const schema = response ?? z.string();
    return { description: "The file.", headers, content: { [responseType]: { schema } } };
  }
  if (!response) return { description: "Done.", headers };
  const description = status === 201 ? "Made." : "The answer.";
  return { description, headers, content: json(response) };
}

function json(schema: z.ZodType) {
  return { "application/json": { schema } };
}

/** The error statuses that a route of this form may return. */
function errorsOf(method: string, { params, query, body, errors }: Declaration): number[] {
  const all = new Set<number>([401, 403, 429, 503, ...(errors ?? [])]);
  if (params) all.add(404);
  if (params || query || body || method === "POST") all.add(422);
  if (body) for (const status of [400, 404, 413]) all.add(status);
  if (query) all.add(404);
  if (method !== "GET") all.add(409);
  return [...all].sort((a, b) => a - b);
}

function tagOf(path: string): string {
  const name = path.split("/")[2]?.replaceAll("-", " ") ?? "";
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function operationId(path: string, method: string): string {
  const words = path
    .replace(/^\/api\//, "")
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
  return [method.toLowerCase(), ...words.map((w) => w.charAt(0).toUpperCase() + w.slice(1))].join(
    "",
  );
}
