import type { apiDocument } from "@/app/api/schema/document";

type Document = Awaited<ReturnType<typeof apiDocument>>;
/** As much of a JSON schema as leads to a name. */
type Schema = {
  $ref?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
};
type Operation = {
  parameters?: { name: string; in: string; $ref?: string }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
};

/** Ids that nobody owns, by the last part of the parameter's name, and why. */
const everyones: Record<string, string> = {
  tag_id: "tags belong to the whole team",
  tag_ids: "the same",
  add_tag_ids: "the same",
  remove_tag_ids: "the same",
  media_ids: "the library belongs to the whole team",
  telegram_id: "Telegram's number of a person, no id of ours",
};

/** Every parameter of the API that names a thing by its id, in query and body, as "METHOD /path/ name". */
export function idParameters(document: Document): string[] {
  const found: string[] = [];
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const [method, value] of Object.entries(item as object)) {
      const { parameters = [], requestBody } = value as Operation;
      const query = parameters.filter((one) => one.in === "query").map((one) => one.name);
      const bodies = Object.values(requestBody?.content ?? {});
      const fields = bodies.flatMap(({ schema }) => [...fieldsOf(document, schema)]);
      const names = new Set([...query, ...fields].filter(isId));
      for (const name of names) found.push(`${method.toUpperCase()} ${path} ${name}`);
    }
  }
  return found;
}

function isId(name: string): boolean {
  const last = name.split(".").at(-1) ?? "";
  return /(^|_)ids?$/.test(last) && !everyones[last];
}

/** The names of all fields, nested ones by dots: `items[].id`. */
function* fieldsOf(document: Document, given: Schema, path = ""): Generator<string> {
  const schema = resolved(document, given);
  for (const one of [schema.anyOf, schema.oneOf, schema.allOf].flatMap((list) => list ?? [])) {
    yield* fieldsOf(document, one, path);
  }
  if (schema.items) yield* fieldsOf(document, schema.items, `${path}[]`);
  for (const [name, value] of Object.entries(schema.properties ?? {})) {
    const field = path ? `${path}.${name}` : name;
    yield field;
    yield* fieldsOf(document, value, field);
  }
}

function resolved(document: Document, schema: Schema): Schema {
  const name = schema.$ref?.split("/").at(-1);
  return name ? ((document.components?.schemas?.[name] ?? {}) as Schema) : schema;
}
