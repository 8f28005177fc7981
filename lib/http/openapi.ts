import { z } from "zod";
import {
  createDocument,
  type ZodOpenApiObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from "zod-openapi";
import type { Declaration } from "./declare";

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
  return createDocument({ ...frame, paths }, { reused: "inline" });
}

/** The declaration that a handler carries; undefined for one that is outside the document. */
export function declarationOf(handler: unknown): Declaration | undefined {
  return typeof handler === "function" && "declaration" in handler
    ? (handler.declaration as Declaration)
    : undefined;
}

const problemSchema = z
  .object({
    type: z.string().meta({ example: "about:blank" }),
    title: z.string().meta({ example: "Invalid input" }),
    status: z.number().int().meta({ example: 422 }),
    detail: z.string().meta({
      description: "What went wrong and what to do, in words for a person.",
      example: "Some values are not valid.",
    }),
    request_id: z.string().meta({ description: "Name it when you report the problem." }),
    errors: z
      .array(
        z.object({
          field: z.string().meta({ example: "email" }),
          message: z.string().meta({ example: "Invalid email address" }),
        }),
      )
      .optional()
      .meta({ description: "The fields to blame, for bad input." }),
  })
  .meta({ id: "Problem", description: "RFC 9457 problem details." });

const frame: ZodOpenApiObject = {
  openapi: "3.1.1",
  info: {
    title: "Telegram CRM",
    version: "1.0.0",
    description:
      "Every address answers with and without a trailing slash. Lists are paged by key: pass " +
      "`next_cursor` back as `cursor`. Times are RFC 3339 in UTC. A POST with an `Idempotency-Key` " +
      "gives the same answer for 24 hours. What you may not see answers 404.",
  },
  servers: [{ url: "/" }],
  security: [{ bearer: [] }, { cookie: [] }],
  components: {
    securitySchemes: {
      bearer: { type: "http", scheme: "bearer", description: "An API token of your settings." },
      cookie: {
        type: "apiKey",
        in: "cookie",
        name: "authjs.session-token",
        description: "The browser's sign-in; on https its name begins with `__Secure-`.",
      },
    },
  },
};

const reasons: Record<number, string> = {
  400: "The body is not JSON.",
  401: "No credentials, or ones that no longer hold.",
  403: "You may see this but not do this.",
  404: "Missing, or not yours to see.",
  409: "It clashes with what is there now.",
  413: "The body is larger than 1 MiB.",
  422: "Some values are not valid: `errors` names them.",
  429: "Too many requests: wait for `Retry-After` seconds.",
  503: "A service that this needs is away: wait for `Retry-After` seconds.",
};

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
    ...(description ? { description } : {}),
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
      content,
      ...(error === 429 || error === 503 ? { headers: retryAfter } : {}),
    };
  }
  return result;
}

const retryAfter = {
  "Retry-After": { schema: { type: "integer" as const }, description: "Seconds." },
};

function success(status: number, { response, responseType }: Declaration) {
  if (status === 302) {
    return {
      description: "The file is at `Location`, for a minute.",
      headers: { Location: { schema: { type: "string" as const, format: "uri" } } },
    };
  }
  if (responseType) {
    const schema = response ?? z.string();
    return { description: "The file.", content: { [responseType]: { schema } } };
  }
  if (!response) return { description: "Done." };
  return { description: status === 201 ? "Made." : "The answer.", content: json(response) };
}

function json(schema: z.ZodType) {
  return { "application/json": { schema } };
}

/** The error statuses that a route of this form may answer. */
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
