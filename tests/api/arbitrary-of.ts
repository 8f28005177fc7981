import fc from "fast-check";

/** What of JSON Schema our document uses. */
export type Schema = {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  minItems?: number;
  maxItems?: number;
  items?: Schema;
  prefixItems?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
};

/** Values that no schema of ours expects: wrong types, odd characters, numbers out of range. */
export const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    "",
    "\0",
    "a\0b",
    "\ud800",
    "%",
    "' or 1=1 --",
    -1,
    0,
    1.5,
    2 ** 53,
  ),
  fc.constantFrom<unknown>(1e308, -(2 ** 63), "99999999999999999999", "NaN", [], {}, [[]], true),
  fc.constantFrom<unknown>("2026-02-30T25:61:00Z", "1970-01-01T00:00:00.000Z", "abc", "1e3", "0x1"),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ minLength: 300, maxLength: 5000 }),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Values that fit a schema, now and then with a piece of junk inside. */
export function arbitraryOf(
  schema: Schema,
  resolve: (ref: string) => Schema,
): fc.Arbitrary<unknown> {
  const fitting = fittingOf(schema, resolve);
  return fc.oneof({ weight: 14, arbitrary: fitting }, { weight: 1, arbitrary: junk });
}

function fittingOf(schema: Schema, resolve: (ref: string) => Schema): fc.Arbitrary<unknown> {
  if (schema.$ref) return fittingOf(resolve(schema.$ref), resolve);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map((one) => arbitraryOf(one, resolve)));
  const types = Array.isArray(schema.type) ? schema.type : [schema.type];
  return fc.oneof(...types.map((type) => ofType(type, schema, resolve)));
}

function ofType(type: string | undefined, schema: Schema, resolve: (ref: string) => Schema) {
  switch (type) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "integer":
    case "number":
      return numberOf(schema);
    case "string":
      return stringOf(schema);
    case "array":
      return schema.prefixItems
        ? fc.tuple(...schema.prefixItems.map((one) => arbitraryOf(one, resolve)))
        : fc.array(arbitraryOf(schema.items ?? {}, resolve), {
            minLength: schema.minItems ?? 0,
            maxLength: Math.min(schema.maxItems ?? 4, (schema.minItems ?? 0) + 4),
          });
    case "object":
      return objectOf(schema, resolve);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

// Small ids are those of rows that are there.
function numberOf({ minimum, exclusiveMinimum, maximum }: Schema): fc.Arbitrary<number> {
  const min = minimum ?? (exclusiveMinimum === undefined ? -1000 : exclusiveMinimum + 1);
  const max = maximum ?? Number.MAX_SAFE_INTEGER;
  return fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min, max: Math.min(max, Math.max(min, 6)) }) },
    { weight: 1, arbitrary: fc.maxSafeInteger().filter((n) => n >= min && n <= max) },
    { weight: 1, arbitrary: fc.constant(max) },
  );
}

function stringOf({
  format,
  pattern,
  minLength = 0,
  maxLength = 60,
}: Schema): fc.Arbitrary<string> {
  if (format === "date-time") {
    const years = { min: new Date("2000-01-01"), max: new Date("2099-01-01"), noInvalidDate: true };
    return fc.date(years).map((date) => date.toISOString());
  }
  if (format === "idn-email") return fc.constantFrom("anna@example.com", "почта@пример.рф");
  if (format === "uri") return fc.constantFrom("https://example.com/hook", "https://example.org/");
  if (pattern) return fc.stringMatching(new RegExp(pattern));
  const max = Math.max(minLength, Math.min(maxLength, 60));
  return fc.oneof(
    fc
      .constantFrom("Анна", "price list", "42", "мир")
      .filter((t) => t.length >= minLength && t.length <= max),
    fc.string({ unit: "grapheme", minLength, maxLength: max }),
  );
}

function objectOf({ properties = {}, required = [] }: Schema, resolve: (ref: string) => Schema) {
  const entries = Object.entries(properties).map(([name, one]) => [
    name,
    arbitraryOf(one, resolve),
  ]);
  // Not every required field every time: what is missing is bad input too.
  return fc.oneof(
    {
      weight: 12,
      arbitrary: fc.record(Object.fromEntries(entries), { requiredKeys: required as never[] }),
    },
    { weight: 1, arbitrary: fc.record(Object.fromEntries(entries), { requiredKeys: [] }) },
  );
}
