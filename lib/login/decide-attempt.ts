import { and, eq, gt } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { operators, signInAttempts } from "@/db/schema";
import { systemContext } from "@/lib/context";
import { writeLog } from "@/lib/logs/write-log";

/** "approved", "declined" (by choice or by a wrong number) or "gone" (expired, spent, not one's own). */
export type Decision = "approved" | "declined" | "gone";

/**
 * The operator pressed a button under the bot's question. The right number approves; a wrong one or
 * null (Decline) declines. Only the account that presented the code decides.
 */
export async function decideAttempt(
  tx: Tx,
  telegramId: number,
  attemptId: number,
  chosen: number | null,
): Promise<Decision> {
  const [attempt] = await tx
    .select({
      matchNumber: signInAttempts.matchNumber,
      operatorId: operators.id,
      ip: signInAttempts.ipAddress,
    })
    .from(signInAttempts)
    .innerJoin(operators, eq(operators.id, signInAttempts.operatorId))
    .where(
      and(
        eq(signInAttempts.id, attemptId),
        eq(signInAttempts.status, "shown"),
        gt(signInAttempts.expiresAt, new Date()),
        eq(operators.telegramId, telegramId),
        eq(operators.isActive, true),
      ),
    )
    .for("update", { of: signInAttempts });
  if (!attempt) return "gone";
  const isApproved = chosen === attempt.matchNumber;
  await tx
    .update(signInAttempts)
    .set(isApproved ? { status: "approved", approvedAt: new Date() } : { status: "declined" })
    .where(eq(signInAttempts.id, attemptId));
  if (!isApproved) {
    const ctx = { ...systemContext(tx, "sign-in"), ip: attempt.ip };
    const description = chosen === null ? "Declined" : "Wrong number";
    const { operatorId } = attempt;
    await writeLog(tx, ctx, { action: "login_failed", description, operatorId });
  }
  return isApproved ? "approved" : "declined";
}
