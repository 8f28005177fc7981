import { S3Error } from "./errors";

export type Form = { fields: Map<string, string>; file: Buffer; fileName: string };

/** Splits a multipart form; field names are lower-cased, the file comes last (S3 "POST Object"). */
export function parseForm(body: Buffer, contentType: string): Form {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (!boundary) throw new S3Error(400, "MalformedPOSTRequest", "No boundary");
  const mark = Buffer.from(`--${boundary}`);
  const fields = new Map<string, string>();
  let at = body.indexOf(mark);
  while (at >= 0) {
    const start = at + mark.length + 2;
    const next = body.indexOf(mark, start);
    if (next < 0) break;
    const split = body.indexOf("\r\n\r\n", start);
    const head = body.subarray(start, split).toString();
    const value = body.subarray(split + 4, next - 2);
    const name = /name="([^"]*)"/.exec(head)?.[1]?.toLowerCase() ?? "";
    if (name === "file") {
      const fileName = /filename="([^"]*)"/.exec(head)?.[1] ?? "";
      return { fields, file: value, fileName };
    }
    fields.set(name, value.toString());
    at = next;
  }
  throw new S3Error(400, "InvalidArgument", "POST requires exactly one file upload");
}

/** Holds the form to its policy: expiry, every condition, and no field outside it. */
export function checkPolicy(form: Form, bucket: string): void {
  const { fields, file } = form;
  const policy = JSON.parse(Buffer.from(fields.get("policy") ?? "", "base64").toString()) as {
    expiration: string;
    conditions: unknown[];
  };
  if (!(Date.parse(policy.expiration) > Date.now())) {
    throw new S3Error(403, "AccessDenied", "Invalid according to Policy: Policy expired.");
  }
  const free = ["policy", "x-amz-signature", "file"];
  const covered = new Set<string>(["bucket"]);
  for (const condition of policy.conditions) {
    for (const [operator, rawName, value] of normalize(condition)) {
      if (operator === "content-length-range") {
        const [, min, max] = condition as [string, number, number];
        if (file.length < Number(min))
          throw new S3Error(400, "EntityTooSmall", "The file is too small");
        if (file.length > Number(max))
          throw new S3Error(400, "EntityTooLarge", "The file is too large");
        continue;
      }
      const name = rawName.toLowerCase();
      covered.add(name);
      const actual = name === "bucket" ? bucket : (fields.get(name) ?? "");
      const holds = operator === "starts-with" ? actual.startsWith(value) : actual === value;
      if (!holds) throw new S3Error(403, "AccessDenied", `Invalid according to Policy: ${name}`);
    }
  }
  for (const name of fields.keys()) {
    if (!free.includes(name) && !covered.has(name) && !name.startsWith("x-ignore-")) {
      throw new S3Error(
        403,
        "AccessDenied",
        `Invalid according to Policy: Extra input field ${name}`,
      );
    }
  }
}

function normalize(condition: unknown): [string, string, string][] {
  if (Array.isArray(condition)) {
    const [operator, name, value] = condition.map(String);
    return [[(operator ?? "").toLowerCase(), (name ?? "").replace(/^\$/, ""), value ?? ""]];
  }
  return Object.entries(condition as Record<string, unknown>).map(([name, value]) => [
    "eq",
    name,
    String(value),
  ]);
}
