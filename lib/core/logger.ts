import pino from "pino";
import { checkEnvValues } from "./env";
import { callsOf, safeMessage } from "./safe-error";

let root: pino.Logger | undefined;
let output: 1 | 2 = 1;

/** From here on lines go to stderr: for programs whose stdout is their answer. Call it before any line. */
export function logToStderr(): void {
  output = 2;
}

/**
 * A JSON logger for one part of the product. Callers log ids, counts and error objects,
 * never texts, names, phones, tokens or codes (promise 28); the redaction is a second fence.
 */
export function logger(part: string): pino.Logger {
  root ??= pino(
    {
      level: checkEnvValues().LOG_LEVEL,
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
    },
    pino.destination({ dest: output, sync: true }),
  );
  return root.child({ part });
}

/** Error name, message and calls, without what people wrote and without the bot's token. */
export function errorForLog(error: unknown) {
  if (!(error instanceof Error)) return { message: safeMessage(error) };
  const cause: unknown = error.cause;
  return {
    name: error.name,
    message: safeMessage(error),
    stack: callsOf(error),
    ...(cause instanceof Error ? { cause: { name: cause.name, message: safeMessage(cause) } } : {}),
  };
}
