import type { IncomingMessage, ServerResponse } from "node:http";

/** Whether a page of another site sent this to one of ours; Next calls no action for it. */
export function isForeignPost({ method, headers }: IncomingMessage): boolean {
  const { origin, host } = headers;
  if (method !== "POST" || origin === undefined) return false;
  const forwarded = String(headers["x-forwarded-host"] ?? "")
    .split(",")[0]
    ?.trim();
  return !URL.canParse(origin) || new URL(origin).host !== (forwarded || host);
}

/** Next answers it with an error of its own (500), though nothing went wrong: it is refused. */
export function refuseForeignPost(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse;
  const refused = (status: unknown, ...rest: unknown[]) =>
    writeHead(status === 500 ? 403 : status, ...rest);
  response.writeHead = refused as typeof response.writeHead;
}
