import { createHash, createHmac } from "node:crypto";
import { secretsEqual } from "@/lib/core/ids";

/** HMAC-SHA256 as hex: how Pusher signs requests, subscriptions and webhooks. */
export function sign(secret: string, text: string): string {
  return createHmac("sha256", secret).update(text).digest("hex");
}

/**
 * Why a request of the HTTP API is refused before its body is read, or null (Pusher HTTP API,
 * "Authentication"). The signature covers `body_md5`, which `isBodyOf` then holds the body against.
 */
export function refuseRequest(
  app: { key: string; secret: string },
  request: { method: string; path: string; query: URLSearchParams },
): string | null {
  const { method, path, query } = request;
  if (query.get("auth_key") !== app.key) return "Unknown auth_key";
  const age = Math.abs(Date.now() / 1000 - Number(query.get("auth_timestamp")));
  if (!(age <= 600)) return "Timestamp expired";
  const signed = [...query]
    .filter(([name]) => name !== "auth_signature")
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
  const expected = sign(app.secret, `${method}\n${path}\n${signed}`);
  return secretsEqual(expected, query.get("auth_signature") ?? "") ? null : "Invalid signature";
}

/** Whether a body is the one that was signed; an empty one needs no sum. */
export function isBodyOf(query: URLSearchParams, body: string): boolean {
  const sum = query.get("body_md5");
  if (body === "" && sum === null) return true;
  return secretsEqual(createHash("md5").update(body).digest("hex"), sum ?? "");
}
