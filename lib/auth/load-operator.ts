import { and, eq, gt, isNull, lt, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { apiTokens, operators, sessions } from "@/db/schema";
import type { OperatorActor } from "@/lib/context";
import { hashSecret } from "@/lib/core/ids";
import { fromNow, minute } from "@/lib/core/time";
import { sessionLifetime } from "@/lib/login/session-lifetime";
import type { SessionClaims } from "./session-token";

const facts = {
  operatorId: operators.id,
  name: operators.name,
  role: operators.role,
  departmentId: operators.departmentId,
  lastSeen: operators.lastSeen,
};

/** The operator of a session cookie, as the database has them now; null when any of it ended. */
export async function operatorOfSession(claims: SessionClaims): Promise<OperatorActor | null> {
  const [row] = await db()
    .select({ ...facts, sessionSeen: sessions.lastSeenAt })
    .from(sessions)
    .innerJoin(operators, eq(operators.id, sessions.operatorId))
    .where(
      and(
        eq(sessions.id, claims.sid),
        eq(operators.id, claims.oid),
        eq(operators.sessionVersion, claims.ver),
        eq(operators.isActive, true),
        isNull(sessions.endedAt),
        gt(sessions.createdAt, fromNow(-sessionLifetime)),
      ),
    );
  if (!row) return null;
  await noteSeen(row, claims.sid);
  const { operatorId, name, role, departmentId } = row;
  return {
    type: "operator",
    via: "session",
    operatorId,
    name,
    role,
    departmentId,
    sessionId: claims.sid,
    tokenId: null,
  };
}

/** The operator of an API token; null when it is unknown or revoked, or its owner inactive. */
export async function operatorOfToken(token: string): Promise<OperatorActor | null> {
  const [row] = await db()
    .select({ ...facts, tokenId: apiTokens.id })
    .from(apiTokens)
    .innerJoin(operators, eq(operators.id, apiTokens.operatorId))
    .where(
      and(
        eq(apiTokens.tokenHash, hashSecret(token)),
        isNull(apiTokens.revokedAt),
        eq(operators.isActive, true),
      ),
    );
  if (!row) return null;
  await db()
    .update(apiTokens)
    .set({ lastUsedAt: sql`now()` })
    .where(
      and(
        eq(apiTokens.id, row.tokenId),
        or(isNull(apiTokens.lastUsedAt), lt(apiTokens.lastUsedAt, fromNow(-minute))),
      ),
    );
  const { operatorId, name, role, departmentId, tokenId } = row;
  return {
    type: "operator",
    via: "token",
    operatorId,
    name,
    role,
    departmentId,
    sessionId: null,
    tokenId,
  };
}

// At most one write a minute for each person and each of their sign-ins.
async function noteSeen(
  row: { operatorId: number; lastSeen: Date | null; sessionSeen: Date },
  sessionId: number,
) {
  if (row.sessionSeen < fromNow(-minute)) {
    await db().update(sessions).set({ lastSeenAt: new Date() }).where(eq(sessions.id, sessionId));
  }
  if (row.lastSeen && row.lastSeen > fromNow(-minute)) return;
  await db()
    .update(operators)
    .set({ lastSeen: new Date() })
    .where(eq(operators.id, row.operatorId));
}
