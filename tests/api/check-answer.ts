import { Ajv2020, type ValidateFunction } from "ajv/dist/2020";
import { apiDocument } from "@/app/api/schema/document";
import type { Answer } from "./call-route";

type Document = Awaited<ReturnType<typeof apiDocument>>;

/** Checks responses against the OpenAPI document: returns what is wrong, or null. */
export async function answerChecker() {
  const document = await apiDocument();
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addFormat("date-time", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
  ajv.addFormat("uri", (text: string) => URL.canParse(text));
  ajv.addFormat("email", /^[^@\s]+@[^@\s]+$/);
  ajv.addSchema({ $id: "api", ...document });
  const compiled = new Map<string, ValidateFunction>();

  return function wrong(method: string, pattern: string, answer: Answer): string | null {
    const said = describedResponses(document, method, pattern)[String(answer.status)];
    if (!said)
      return `status ${answer.status} is not in the document: ${answer.text.slice(0, 300)}`;
    const [type] = Object.keys(said.content ?? {});
    if (!type) return answer.text === "" ? null : `a body where none is described: ${answer.text}`;
    const given = answer.headers.get("content-type") ?? "";
    if (!given.startsWith(type)) return `content-type ${given} instead of ${type}`;
    if (!type.includes("json")) return null;
    const pointer = ["paths", pattern, method.toLowerCase(), "responses", answer.status, "content"];
    const $ref = `api#/${[...pointer, type, "schema"].map(escapePart).join("/")}`;
    const validate = compiled.get($ref) ?? ajv.compile({ $ref });
    compiled.set($ref, validate);
    if (validate(answer.json)) return null;
    return `${ajv.errorsText(validate.errors)} in ${answer.text.slice(0, 500)}`;
  };
}

function describedResponses(document: Document, method: string, pattern: string) {
  const item = document.paths?.[pattern] as Record<string, unknown> | undefined;
  const operation = item?.[method.toLowerCase()] as
    | { responses: Record<string, { content?: Record<string, unknown> }> }
    | undefined;
  return operation?.responses ?? {};
}

function escapePart(part: string | number): string {
  return encodeURIComponent(String(part).replaceAll("~", "~0").replaceAll("/", "~1"));
}
