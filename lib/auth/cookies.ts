import { env } from "@/lib/core/env";

/** Whether browsers may send our cookies over https only: by the address people open, not by a header. */
export const hasSecureCookies = () => new URL(env().APP_URL).protocol === "https:";

/**
 * NextAuth's cookie. On https only the prefixed one counts: a plain one could have been planted by a
 * neighbouring host or over http (RFC 6265bis, "Cookie Name Prefixes").
 */
export const sessionCookie = () => `${hasSecureCookies() ? "__Secure-" : ""}authjs.session-token`;

/** The browser's secret of a sign-in under way (HttpOnly, five minutes). */
export const browserCookie = () => `${hasSecureCookies() ? "__Host-" : ""}sign_in_secret`;

/** The session token in a Cookie header, or null. */
export function readSessionCookie(header: string): string | null {
  const name = sessionCookie();
  for (const pair of header.split(";")) {
    const at = pair.indexOf("=");
    if (pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}
