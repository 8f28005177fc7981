import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { env } from "@/lib/core/env";

/** What the session cookie says; the rights are re-read at each request. */
export const sessionClaims = z.object({
  oid: z.number().int(),
  sid: z.number().int(),
  ver: z.number().int(),
});
export type SessionClaims = z.infer<typeof sessionClaims>;

/** Seconds: 30 days. */
export const sessionMaxAge = 30 * 24 * 60 * 60;

const key = () => new TextEncoder().encode(env().AUTH_SECRET);

/** A signed (HS256) token: every request reads one, and an encrypted one costs fifteen times as much. */
export async function encodeSession(claims: Record<string, unknown>): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256" })
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1000) + sessionMaxAge)
    .sign(key());
}

/** The claims of a token that is ours and not expired, else null. */
export async function decodeSession(token: string): Promise<SessionClaims | null> {
  try {
    const { payload } = await jwtVerify(token, key(), { algorithms: ["HS256"] });
    const claims = sessionClaims.safeParse(payload);
    return claims.success ? claims.data : null;
  } catch {
    return null;
  }
}
