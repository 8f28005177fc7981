/** NextAuth's cookie: with the prefix on https, without on http. */
export const sessionCookieNames = ["__Secure-authjs.session-token", "authjs.session-token"];

/** The session token in a Cookie header, or null. */
export function readSessionCookie(header: string): string | null {
  for (const pair of header.split(";")) {
    const at = pair.indexOf("=");
    if (sessionCookieNames.includes(pair.slice(0, at).trim())) return pair.slice(at + 1).trim();
  }
  return null;
}
