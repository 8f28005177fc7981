import { createHmac, randomBytes } from "node:crypto";

const prefix = "whsec_";

/** A new signing secret: 24 random bytes, in the form that Standard Webhooks libraries take. */
export function newWebhookSecret(): string {
  return prefix + randomBytes(24).toString("base64");
}

/**
 * The headers of a delivery (standardwebhooks.com): HMAC-SHA256 over `id.timestamp.body` with the
 * secret's bytes. `at` in milliseconds; a receiver refuses what is older than five minutes.
 */
export function signatureHeaders(secret: string, id: string, body: string, at: number) {
  const seconds = Math.floor(at / 1000);
  const key = Buffer.from(secret.slice(prefix.length), "base64");
  const mac = createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64");
  return {
    "webhook-id": id,
    "webhook-timestamp": String(seconds),
    "webhook-signature": `v1,${mac}`,
  };
}
