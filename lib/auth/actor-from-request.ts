import type { OperatorActor } from "@/lib/context";
import { readSessionCookie } from "./cookies";
import { operatorOfSession, operatorOfToken } from "./load-operator";
import { decodeSession } from "./session-token";

/**
 * Who sends this request: by `Authorization: Bearer`, else by the session cookie; null for neither
 * or when it no longer holds. A bad token is never excused by a good cookie.
 */
export async function actorFromRequest(request: Request): Promise<OperatorActor | null> {
  const header = request.headers.get("authorization");
  if (header !== null) {
    const token = /^Bearer\s+(\S+)$/i.exec(header)?.[1];
    return token ? operatorOfToken(token) : null;
  }
  const cookie = readSessionCookie(request.headers.get("cookie") ?? "");
  const claims = cookie ? await decodeSession(cookie) : null;
  return claims ? operatorOfSession(claims) : null;
}
