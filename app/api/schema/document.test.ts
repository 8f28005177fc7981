import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020";
import { beforeAll, expect, it } from "vitest";
import { declarationOf } from "@/lib/http/openapi/openapi";
import { routeLists } from "@/scripts/route-lists";
import { apiDocument } from "./document";
import { routeModules } from "./route-modules";

/** Routes for machines and browsers, not of the team's REST API. */
const outside = [
  "/api/telegram/webhook/",
  "/api/realtime/auth/",
  "/api/realtime/user-auth/",
  "/api/health/",
  "/api/ready/",
  "/api/metrics/",
  "/api/cron/",
];

// The whole API is imported here once: seconds on a busy machine.
beforeAll(() => apiDocument(), 60_000);

it("lists every route file (else run: npx tsx scripts/write-routes.ts)", () => {
  for (const [file, text] of Object.entries(routeLists())) {
    expect(readFileSync(file, "utf8")).toBe(text);
  }
});

it("describes every method of every route, from the declaration that validates", async () => {
  const { paths = {} } = await apiDocument();
  const missing: string[] = [];
  for (const [path, load] of Object.entries(routeModules)) {
    if (outside.includes(path)) continue;
    for (const [method, handler] of Object.entries(await load())) {
      if (!["GET", "POST", "PATCH", "PUT", "DELETE"].includes(method)) continue;
      const operations = paths[path] as Record<string, unknown> | undefined;
      if (!declarationOf(handler) || !operations?.[method.toLowerCase()]) {
        missing.push(`${method} ${path}`);
      }
    }
  }
  expect(missing, "handlers without route() or declare()").toEqual([]);
});

it("declares each part of a path, and every operation once", async () => {
  const { paths = {} } = await apiDocument();
  const ids: string[] = [];
  for (const [path, item] of Object.entries(paths)) {
    const names = [...path.matchAll(/{(\w+)}/g)].map((match) => match[1]);
    for (const operation of Object.values(item as Record<string, Operation>)) {
      const declared = (operation.parameters ?? []).filter((one) => one.in === "path");
      expect(declared.map((one) => one.name).sort(), path).toEqual([...names].sort());
      expect(operation.summary.length, path).toBeGreaterThan(3);
      expect(operation.tags).toHaveLength(1);
      ids.push(operation.operationId);
    }
  }
  expect(new Set(ids).size).toBe(ids.length);
});

it("describes every operation, parameter and field, and names their group", async () => {
  const { paths = {}, tags = [], components } = await apiDocument();
  const groups = tags.map((tag) => tag.name);
  const bare: string[] = [];
  for (const [path, item] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(item as Record<string, Operation>)) {
      const route = `${method} ${path}`;
      if (!operation.description) bare.push(route);
      if (!groups.includes(operation.tags[0] ?? "")) bare.push(`the group of ${route}`);
      for (const one of operation.parameters ?? []) {
        if (!(one.description || one.schema.description)) bare.push(`${route} ?${one.name}`);
      }
      bare.push(...bareFields(operation, route));
    }
  }
  bare.push(...bareFields(components, "components"));
  expect(bare, "without a description").toEqual([]);
  expect(tags.every((tag) => tag.description)).toBe(true);
});

it("declares the headers that every answer may carry", async () => {
  const { paths = {}, components } = await apiDocument();
  const operations = Object.values(paths).flatMap((item) =>
    Object.values(item as Record<string, Operation>),
  );
  for (const { responses } of operations) {
    for (const [status, { headers = {} }] of Object.entries(responses)) {
      const names = Object.keys(headers);
      expect(names).toContain("X-Request-Id");
      expect(names.includes("RateLimit-Remaining")).toBe(status !== "401");
      for (const name of names.filter((one) => one !== "Location")) {
        expect(components?.headers).toHaveProperty([name]);
      }
    }
  }
});

it("holds only schemas that a JSON Schema 2020-12 validator takes", async () => {
  const document = await apiDocument();
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: "api", components: document.components });
  for (const name of Object.keys(document.components?.schemas ?? {})) {
    expect(ajv.getSchema(`api#/components/schemas/${name}`), name).toBeTypeOf("function");
  }
  expect(document.openapi).toMatch(/^3\.1\./);
  expect(document.components?.securitySchemes).toHaveProperty("bearer");
  expect(document.components?.securitySchemes).toHaveProperty("cookie");
});

/** The fields anywhere within a part of the document that have no description. */
function bareFields(part: unknown, path: string): string[] {
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([key, inner]) => {
    const within = bareFields(inner, `${path}.${key}`);
    if (key !== "properties") return within;
    const fields = Object.entries(inner as Record<string, { description?: string }>);
    const bare = fields.filter(([, field]) => !field.description);
    return [...within, ...bare.map(([name]) => `${path}.${name}`)];
  });
}

type Operation = {
  operationId: string;
  summary: string;
  description?: string;
  tags: string[];
  parameters?: {
    in: string;
    name: string;
    description?: string;
    schema: { description?: string };
  }[];
  responses: Record<string, { headers?: Record<string, unknown> }>;
};
