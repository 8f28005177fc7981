import { env } from "@/lib/core/env";
import { isInnerAddress } from "./inner-address";

/**
 * Why a webhook's address may not be called, or null. Names are looked at again when they are called:
 * what they stand for can change. `WEBHOOKS_ALLOW_PRIVATE` allows the own network and plain http.
 */
export function refuseUrl(text: string): string | null {
  if (env().WEBHOOKS_ALLOW_PRIVATE) return null;
  const url = new URL(text);
  if (url.protocol !== "https:") return "The address must begin with https.";
  if (url.username || url.password) return "The address may not hold a name or a password.";
  const host = url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  if (isInnerAddress(host) || /(^|\.)(localhost|local|internal|home\.arpa)$/i.test(host)) {
    return "The address lies in the desk's own network.";
  }
  return null;
}
