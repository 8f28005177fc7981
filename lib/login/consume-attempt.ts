import { and, eq, gt } from "drizzle-orm";
import type { Db } from "@/db/client";
import { operators, sessions, signInAttempts } from "@/db/schema";
import { systemContext } from "@/lib/context";
import { hashSecret } from "@/lib/core/ids";
import { writeLog } from "@/lib/logs/write-log";

export type SignedIn = {
  operatorId: number;
  sessionId: number;
  version: number;
  telegramId: number;
};

/**
 * Spends an approved attempt, once, in one conditional update, and opens a session. Null when it is
 * not approved, expired, spent already, or the operator is no longer active.
 */
export async function consumeAttempt(db: Db, secret: string): Promise<SignedIn | null> {
  return db.transaction(async (tx) => {
    const [attempt] = await tx
      .update(signInAttempts)
      .set({ status: "consumed", consumedAt: new Date() })
      .where(
        and(
          eq(signInAttempts.browserHash, hashSecret(secret)),
          eq(signInAttempts.status, "approved"),
          gt(signInAttempts.expiresAt, new Date()),
        ),
      )
      .returning();
    if (!attempt?.operatorId) return null;
    const [operator] = await tx
      .select({
        id: operators.id,
        version: operators.sessionVersion,
        telegramId: operators.telegramId,
      })
      .from(operators)
      .where(and(eq(operators.id, attempt.operatorId), eq(operators.isActive, true)));
    if (!operator) return null;
    const { browser, system, ipAddress } = attempt;
    const [session] = await tx
      .insert(sessions)
      .values({ operatorId: operator.id, attemptId: attempt.id, browser, system, ipAddress })
      .returning({ id: sessions.id });
    if (!session) return null;
    const ctx = { ...systemContext(tx, "sign-in"), ip: ipAddress };
    const description = [browser, system].filter(Boolean).join(", ") || "unknown browser";
    await writeLog(tx, ctx, { action: "login", description, operatorId: operator.id });
    const { version, telegramId } = operator;
    return { operatorId: operator.id, sessionId: session.id, version, telegramId };
  });
}
