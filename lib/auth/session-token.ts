import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { env } from "@/lib/core/env";
import { second } from "@/lib/core/time";
import { sessionLifetime } from "@/lib/login/session-lifetime";

/** What the session cookie says; the rights are re-read at each request. */
export const sessionClaims = z.object({
  oid: z.number().int(),
  sid: z.number().int(),
  ver: z.number().int(),
  /** Unix seconds; absent in a session that is being opened. */
  exp: z.number().int().optional(),
});
export type SessionClaims = z.infer<typeof sessionClaims>;

/** In seconds. */
export const sessionMaxAge = sessionLifetime / second;

const key = () => new TextEncoder().encode(env().AUTH_SECRET);

/**
 * A signed (HS256) token: every request reads one, and an encrypted one costs fifteen times as much.
 * Written again, as NextAuth does while it is used, it ends when it would have ended.
 */
export async function encodeSession(claims: Record<string, unknown>): Promise<string> {
  const { exp } = z.looseObject({ exp: z.number().optional() }).parse(claims);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256" })
    .setIssuedAt()
    .setExpirationTime(exp ?? Math.floor(Date.now() / second) + sessionMaxAge)
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
