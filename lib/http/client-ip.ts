import { isIP } from "node:net";
import { env } from "@/lib/core/env";

/**
 * The caller's address, or null. Each proxy adds whom it heard from at the end of the header, so the
 * entry of the outermost of our own (TRUST_PROXY says how many there are) is believed; what stands
 * before it the caller wrote. In development Next itself writes the header.
 */
export function clientIp(headers: Headers): string | null {
  const { TRUST_PROXY, NODE_ENV } = env();
  const proxies = TRUST_PROXY || (NODE_ENV === "development" ? 1 : 0);
  if (proxies === 0) return null;
  const entry = headers.get("x-forwarded-for")?.split(",").at(-proxies)?.trim() ?? "";
  return isIP(entry) ? entry : null;
}
