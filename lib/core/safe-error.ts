/**
 * What went wrong, without what people wrote: Drizzle's message repeats the query's parameters (texts
 * and names), Postgres quotes a value that it could not read, and an address may carry the bot's token.
 */
export function safeMessage(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message
    .replace(/\nparams:[\s\S]*$/, "\nparams: [redacted]")
    .replace(/^((?:invalid|malformed|value) [^"]*)"[\s\S]*"/, "$1[redacted]")
    .replace(/bot\d+:[A-Za-z0-9_-]+/g, "bot<token>");
}

/** The calls alone: a stack begins with the message, and a parameter in it may look like a call. */
export function callsOf(error: Error): string {
  const { stack = "", message } = error;
  const at = message === "" ? -1 : stack.indexOf(message);
  const calls = at < 0 ? stack : stack.slice(at + message.length);
  return calls
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .join("\n");
}

/** The same failure for an engine that keeps or prints errors whole: the queue's table, Trigger.dev. */
export function safeError(error: unknown): Error {
  const safe = new Error(safeMessage(error));
  if (error instanceof Error) {
    safe.name = error.name;
    safe.stack = `${safe.name}: ${safe.message}\n${callsOf(error)}`;
  }
  return safe;
}
