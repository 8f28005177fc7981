import type { ServerResponse } from "node:http";

/** Answers the control API: `{ ok: true, result }` or `{ ok: false, error }`. */
export function jsonReply(response: ServerResponse, status: number, body: object): void {
  const text = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": text.length,
    "cache-control": "no-store",
  });
  response.end(text);
}
