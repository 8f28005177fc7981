import type { z } from "zod";
import { isReason, type Notice, notice, type Params } from "./reason";

type Issue = z.core.$ZodIssue;

/** A zod issue as a notice: by the code that the schema gave it, else by zod's own code and values. */
export function issueNotice(issue: Issue): Notice {
  if (isReason(issue.message)) return notice(issue.message, paramsOf(issue));
  switch (issue.code) {
    case "invalid_type":
      return notice(typeReasons[issue.expected] ?? "value.notValid");
    case "too_small":
      return tooSmall(issue.origin, Number(issue.minimum));
    case "too_big":
      return tooBig(issue.origin, Number(issue.maximum));
    case "invalid_format":
      return notice(issue.format === "url" ? "value.url" : "value.notValid");
    case "invalid_value":
      return notice("value.choose");
    case "unrecognized_keys":
      return notice("value.unknownKeys");
    default:
      return notice("value.notValid");
  }
}

const typeReasons: Partial<Record<string, Notice["reason"]>> = {
  string: "value.required",
  number: "value.number",
  int: "value.integer",
};

function tooSmall(origin: string, min: number): Notice {
  if (origin === "string") {
    return min <= 1 ? notice("value.required") : notice("value.tooShort", { min });
  }
  return origin === "array" ? notice("value.tooFew", { min }) : notice("value.tooSmall", { min });
}

function tooBig(origin: string, max: number): Notice {
  if (origin === "string") return notice("value.tooLong", { max });
  return origin === "array"
    ? notice("value.tooManyChosen", { max })
    : notice("value.tooBig", { max });
}

/** What the schema says about its own check: `params` beside the code. */
function paramsOf(issue: Issue): Params {
  return issue.code === "custom" ? ((issue.params ?? {}) as Params) : {};
}
