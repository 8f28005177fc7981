import { Ajv, type ValidateFunction } from "ajv";
import type { Transformer } from "grammy";
import { type JsonSchema, loadBotApiSchema } from "./build";

const schema = await loadBotApiSchema();
const ajv = new Ajv({ strict: false, allowUnionTypes: true });
ajv.addKeyword({
  keyword: "maxBytes",
  type: "string",
  validate: (max: number, text: string) => Buffer.byteLength(text) <= max,
});
ajv.addSchema({ $id: "bot-api", definitions: schema.definitions });
const validators = new Map<string, ValidateFunction>();

/** The Bot API version judged by, for example "10.3". */
export const apiVersion = schema.version;

/** What is wrong with a request's parameters by Telegram's documentation, or null. Uploads are `{ $file: true }`. */
export function checkParams(method: string, payload: Record<string, unknown>): string | null {
  const known = schema.methods[method];
  if (!known) return `unknown method ${method}`;
  if (!known.params) {
    return Object.keys(payload).length ? `${method} takes no parameters` : null;
  }
  return problem(known.params, payload, method);
}

/** What is wrong with a method's result, or null. */
export function checkResult(method: string, result: unknown): string | null {
  const known = schema.methods[method];
  if (!known) return `unknown method ${method}`;
  return problem(known.returns, result, `${method} result`);
}

/** What is wrong with an object such as `Update` or `Message`, or null. */
export function checkObject(name: string, object: unknown): string | null {
  return problem(`#/definitions/Telegram${name}`, object, name);
}

/**
 * Parameters that came as form fields, with numbers, flags and objects decoded where the documentation
 * wants them: in a form everything is a string.
 */
export function decodeForm(
  method: string,
  fields: Record<string, unknown>,
): Record<string, unknown> {
  const params = schema.methods[method]?.params;
  const properties = params ? (resolve({ $ref: params }).properties ?? {}) : {};
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      const property = properties[name];
      if (typeof value !== "string" || !property || takesString(property)) return [name, value];
      try {
        return [name, JSON.parse(value)];
      } catch {
        return [name, value];
      }
    }),
  );
}

/** grammY transformer that throws on a request that Telegram's documentation does not allow. */
export const strictApi: Transformer = (prev, method, payload, signal) => {
  const found = checkParams(method, plain(payload ?? {}) as Record<string, unknown>);
  if (found) throw new Error(`Bot API ${apiVersion} violation: ${found}`);
  return prev(method, payload, signal);
};

function problem(ref: string, value: unknown, what: string): string | null {
  let validate = validators.get(ref);
  if (!validate) {
    validate = ajv.compile({ $ref: `bot-api${ref}` });
    validators.set(ref, validate);
  }
  if (validate(value)) return null;
  const words = (validate.errors ?? []).slice(0, 4).map((error) => {
    const extra = error.params.additionalProperty;
    return `${error.instancePath || "/"} ${error.message}${extra ? ` «${extra}»` : ""}`;
  });
  return `${what}: ${words.join("; ")}`;
}

function resolve(node: JsonSchema): JsonSchema {
  const name = node.$ref?.replace("#/definitions/", "");
  const target = name === undefined ? undefined : schema.definitions[name];
  return target ? resolve(target) : node;
}

function takesString(node: JsonSchema): boolean {
  const { type, anyOf } = resolve(node);
  return type === "string" || (Array.isArray(type) && type.includes("string"))
    ? true
    : (anyOf ?? []).some(takesString);
}

/** The payload as grammY will write it: files as `{ $file: true }`, without undefined. */
function plain(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (value.constructor?.name === "InputFile") return { $file: true };
  if (Array.isArray(value)) return value.map(plain);
  if ("toJSON" in value && typeof value.toJSON === "function") return plain(value.toJSON());
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, plain(item)]),
  );
}
