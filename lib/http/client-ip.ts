import { env } from "@/lib/core/env";

/**
 * The caller's address. The header is believed behind a trusted proxy (TRUST_PROXY) and in
 * development, where Next itself writes it; anyone else could write anything there.
 */
export function clientIp(headers: Headers): string | null {
  const { TRUST_PROXY, NODE_ENV } = env();
  if (!TRUST_PROXY && NODE_ENV !== "development") return null;
  return headers.get("x-forwarded-for")?.split(",")[0]?.trim() ?? null;
}
