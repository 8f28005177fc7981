import pino from "pino";
import { env } from "./env";

let root: pino.Logger | undefined;

/**
 * A JSON logger for one part of the product. Callers log ids, counts and error objects,
 * never texts, names, phones, tokens or codes (promise 28); the redaction is a second fence.
 */
export function logger(part: string): pino.Logger {
  root ??= pino({
    level: env().LOG_LEVEL,
    base: null,
    redact: {
      paths: [
        "token",
        "code",
        "secret",
        "phone",
        "email",
        "text",
        "content",
        "*.token",
        "*.secret",
      ],
      censor: "[redacted]",
    },
    serializers: { err: errorForLog },
  });
  return root.child({ part });
}

/** Error name, message and stack without the request URL that carries the bot token. */
export function errorForLog(error: unknown) {
  if (!(error instanceof Error)) return { message: String(error) };
  const hide = (text: string | undefined) => text?.replace(/bot\d+:[A-Za-z0-9_-]+/g, "bot<token>");
  const cause: unknown = error.cause;
  return {
    name: error.name,
    message: hide(databaseMessage(error)),
    stack: hide(error.stack?.split("\n").slice(1, 12).join("\n")),
    ...(cause instanceof Error
      ? { cause: { name: cause.name, message: hide(cause.message) } }
      : {}),
  };
}

// Drizzle's message repeats the query's parameters, which hold message texts and names.
function databaseMessage(error: Error): string {
  return error.message.replace(/\nparams:[\s\S]*$/, "\nparams: [redacted]");
}
