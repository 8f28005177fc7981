/** Levels of nesting that are kept as they are: Telegram's own stay below 50, Postgres refuses some thousands. */
const maxDepth = 100;

/**
 * A copy of an update that Postgres can store, whatever came: U+0000 and lone surrogates in texts and
 * keys become U+FFFD, and what lies deeper than 100 levels is kept as `{ unparsed: "<its JSON>" }`.
 */
export function cleanUpdate<T extends object>(update: T): T {
  return clean(update, 0) as T;
}

function clean(value: unknown, depth: number): unknown {
  if (typeof value === "string") return cleanText(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth === maxDepth) return { unparsed: jsonOf(value) };
  if (Array.isArray(value)) return value.map((one) => clean(one, depth + 1));
  // Not by assignment: a key may be `__proto__`.
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [cleanText(key), clean(one, depth + 1)]),
  );
}

const cleanText = (text: string) => text.replaceAll("\u0000", "\ufffd").toWellFormed();

type Step = { text: string } | { value: unknown };

/** `JSON.stringify` without its recursion, which some thousand levels exhaust. */
function jsonOf(value: unknown): string {
  const parts: string[] = [];
  const steps: Step[] = [{ value }];
  for (let step = steps.pop(); step; step = steps.pop()) {
    if ("text" in step) parts.push(step.text);
    else if (typeof step.value !== "object" || step.value === null)
      parts.push(JSON.stringify(step.value) ?? "null");
    else for (const inner of stepsOf(step.value).reverse()) steps.push(inner);
  }
  return parts.join("");
}

function stepsOf(value: object): Step[] {
  const isList = Array.isArray(value);
  const steps: Step[] = [{ text: isList ? "[" : "{" }];
  for (const [key, one] of Object.entries(value)) {
    const comma = steps.length > 1 ? "," : "";
    steps.push({ text: isList ? comma : `${comma}${JSON.stringify(key)}:` }, { value: one });
  }
  steps.push({ text: isList ? "]" : "}" });
  return steps;
}
