import { isIP } from "node:net";
import { env } from "@/lib/core/env";
import { directPeer, isFromNearby } from "./direct-peer";

/**
 * The caller's address, or null. Each proxy adds the address that called it at the end of the header, so the
 * entry of the outermost of our own (TRUST_PROXY says how many there are) is believed; what stands
 * before it the caller wrote. In development Next itself writes the header. Without a proxy it is the
 * other end of the socket, unless that is near and may be a proxy that nobody told us of.
 */
export function clientIp(headers: Headers): string | null {
  const { TRUST_PROXY, NODE_ENV } = env();
  const proxies = TRUST_PROXY || (NODE_ENV === "development" ? 1 : 0);
  if (proxies === 0) return isFromNearby(headers) ? null : directPeer(headers);
  return forwardedFor(headers.get("x-forwarded-for"), proxies);
}

/** The entry of X-Forwarded-For that the outermost of our own proxies wrote, or null. */
export function forwardedFor(header: string | null, proxies: number): string | null {
  if (proxies === 0) return null;
  const entry = header?.split(",").at(-proxies)?.trim() ?? "";
  return isIP(entry) ? entry : null;
}
