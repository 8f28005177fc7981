import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The documented Bot API as JSON Schema: every method's parameters and result, every object. */
export interface BotApiSchema {
  /** Bot API version, for example "10.3". */
  version: string;
  methods: Record<string, { params: string | null; returns: string }>;
  definitions: Record<string, JsonSchema>;
}

/** The few keywords of JSON Schema that are read here. */
export interface JsonSchema {
  type?: string | string[];
  properties?: Record<string, JsonSchema>;
  anyOf?: JsonSchema[];
  $ref?: string;
  description?: string;
  minLength?: number;
  maxLength?: number;
  maxBytes?: number;
  [keyword: string]: unknown;
}

const modules = path.resolve(import.meta.dirname, "../../../node_modules");
const types = path.join(modules, "@gramio/types");

/** The schema of the installed `@gramio/types`, built once (about 2 s) and kept in `node_modules/.cache`. */
export async function loadBotApiSchema(): Promise<BotApiSchema> {
  const { version } = JSON.parse(readFileSync(path.join(types, "package.json"), "utf8"));
  const folder = path.join(modules, ".cache", "telegram-simulator");
  const file = path.join(folder, `bot-api-${version}.json`);
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    const work = path.join(folder, `build-${process.pid}`);
    mkdirSync(work, { recursive: true });
    const schema = await build(work);
    // Several test processes may build at once: a rename shows each only a whole file.
    writeFileSync(path.join(work, "schema.json"), JSON.stringify(schema));
    renameSync(path.join(work, "schema.json"), file);
    rmSync(work, { recursive: true });
    return schema;
  }
}

async function build(work: string): Promise<BotApiSchema> {
  for (const name of ["objects", "params", "methods", "utils"]) {
    writeFileSync(path.join(work, `${name}.ts`), source(name));
  }
  const methods = [
    ...source("methods").matchAll(/^\s{4}([a-z][A-Za-z]+): (CallAPI\w*)<\s*([\s\S]*?)\s*>$/gm),
  ].map(([, name = "", kind = "", args = ""]) => ({
    name,
    returns: kind === "CallAPIWithoutParams" ? args : args.slice(args.indexOf(",") + 1),
  }));
  const results = methods.map((m) => `export type Result_${m.name} = ${m.returns};`);
  const entry = path.join(work, "all.ts");
  writeFileSync(
    entry,
    [
      "import * as Objects from './objects';",
      "export * from './params'; export * from './objects';",
      ...results,
    ].join("\n"),
  );
  const tsconfig = path.join(work, "tsconfig.json");
  writeFileSync(tsconfig, JSON.stringify({ compilerOptions, files: [entry] }));

  // Imported only here: it brings a TypeScript of its own and is not needed once the cache is there.
  const { createGenerator } = await import("ts-json-schema-generator");
  const made = createGenerator({
    path: entry,
    tsconfig,
    type: "*",
    skipTypeCheck: true,
    functions: "hide",
    additionalProperties: false,
    expose: "all",
    topRef: true,
  }).createSchema("*");
  const definitions = made.definitions as Record<string, JsonSchema>;
  addLengths(definitions);
  return {
    version: /Bot API v([\d.]+)/.exec(source("utils"))?.[1] ?? "unknown",
    methods: Object.fromEntries(
      methods.map(({ name }) => {
        const params = `${name.charAt(0).toUpperCase()}${name.slice(1)}Params`;
        return [
          name,
          {
            params: definitions[params] ? `#/definitions/${params}` : null,
            returns: `#/definitions/Result_${name}`,
          },
        ];
      }),
    ),
    definitions,
  };
}

const compilerOptions = {
  strict: true,
  skipLibCheck: true,
  module: "esnext",
  moduleResolution: "bundler",
  target: "es2022",
  lib: ["es2022"],
  types: [],
};

/** A file of the types without what only exists in TypeScript; an upload becomes `{ $file: true }`. */
function source(name: string): string {
  return readFileSync(path.join(types, "out", `${name}.d.ts`), "utf8")
    .replace(/\s*\|\s*\{ to(String|JSON)\(\): [^}]+ \}/g, "")
    .replace(
      "export type TelegramInputFile = Blob",
      "export interface TelegramInputFile { $file: true }",
    );
}

/** The documentation gives lengths only in words ("1-4096 characters", "1-64 bytes"). */
function addLengths(node: unknown): void {
  if (typeof node !== "object" || node === null) return;
  const { properties } = node as JsonSchema;
  for (const property of Object.values(properties ?? {})) {
    if (property.type !== "string") continue;
    const characters = /(\d+)-(\d+) characters/.exec(property.description ?? "");
    if (characters) {
      property.maxLength = Number(characters[2]);
      if (Number(characters[1]) > 0) property.minLength = Number(characters[1]);
    }
    const bytes = /(\d+)-(\d+) bytes/.exec(property.description ?? "");
    if (bytes) property.maxBytes = Number(bytes[2]);
  }
  for (const value of Object.values(node)) addLengths(value);
}
