import { isIP } from "node:net";
import { env } from "@/lib/core/env";
import type { Reason } from "@/lib/core/refusals/reason";
import { isInnerAddress } from "./inner-address";

/** Names that only the own network knows: without a dot, or below an ending that is given to nobody. */
const innerName =
  /^[^.]*$|\.(localhost|localdomain|local|internal|intranet|private|corp|home|lan|home\.arpa|onion)$/i;

/**
 * Why a webhook's address may not be called, or null. Names are looked at again when they are called:
 * what they stand for can change. `WEBHOOKS_ALLOW_PRIVATE` allows the own network and plain http.
 */
export function refuseUrl(text: string): Reason | null {
  if (env().WEBHOOKS_ALLOW_PRIVATE) return null;
  const url = new URL(text);
  if (url.protocol !== "https:") return "webhook.notHttps";
  if (url.username || url.password) return "webhook.hasPassword";
  const host = url.hostname.replace(/^\[|\]$/g, "").replace(/\.+$/, "");
  const isInner = isIP(host) ? isInnerAddress(host) : innerName.test(host);
  return isInner ? "webhook.innerAddress" : null;
}
