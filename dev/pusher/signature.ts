import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** HMAC-SHA256 as hex: how Pusher signs requests, subscriptions and webhooks. */
export function sign(secret: string, text: string): string {
  return createHmac("sha256", secret).update(text).digest("hex");
}

/** Compares two hex signatures in constant time. */
export function isSame(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => createHash("sha256").update(text).digest());
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}

/** Why a REST request is refused, or null (Pusher HTTP API, "Authentication"). */
export function refuseRequest(
  app: { key: string; secret: string },
  request: { method: string; path: string; query: URLSearchParams; body: string },
): string | null {
  const { method, path, query, body } = request;
  if (query.get("auth_key") !== app.key) return "Unknown auth_key";
  const age = Math.abs(Date.now() / 1000 - Number(query.get("auth_timestamp")));
  if (!(age <= 600)) return "Timestamp expired";
  const md5 = query.get("body_md5");
  if (body && md5 !== createHash("md5").update(body).digest("hex"))
    return "body_md5 does not match";
  const signed = [...query]
    .filter(([name]) => name !== "auth_signature")
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
  const expected = sign(app.secret, `${method}\n${path}\n${signed}`);
  return isSame(expected, query.get("auth_signature") ?? "") ? null : "Invalid signature";
}
