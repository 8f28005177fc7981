import { randomInt } from "node:crypto";
import { and, count, eq, gt, inArray } from "drizzle-orm";
import { advisoryLocks, takeLock } from "@/db/advisory-locks";
import type { Tx } from "@/db/client";
import { operators, signInAttempts, signInFailures } from "@/db/schema";
import { systemContext } from "@/lib/context";
import { hashSecret } from "@/lib/core/ids";
import { fromNow, minute } from "@/lib/core/time";
import { writeLog } from "@/lib/logs/write-log";
import { normalizeCode } from "./code";

const allowedFailures = 5;
const failureWindow = 15 * minute;

export type Presented =
  | { outcome: "stranger" | "too_many" | "wrong_code" }
  | {
      outcome: "ask";
      attemptId: number;
      browser: string;
      system: string;
      ipAddress: string | null;
      createdAt: Date;
      /** Three numbers to choose from; one of them stands on the page. */
      choices: number[];
    };

/**
 * The bot got `/auth CODE` from this Telegram account: finds the attempt and binds it to the
 * operator. A stranger causes no look-up of codes; after five failures codes are refused for 15 minutes.
 */
export async function presentCode(tx: Tx, telegramId: number, typed: string): Promise<Presented> {
  const [operator] = await tx
    .select({ id: operators.id })
    .from(operators)
    .where(and(eq(operators.telegramId, telegramId), eq(operators.isActive, true)));
  if (!operator) return { outcome: "stranger" };
  // One code at a time: failures that are counted at once would not see each other.
  await takeLock(tx, advisoryLocks.signInCode, telegramId);
  const [failures] = await tx
    .select({ n: count() })
    .from(signInFailures)
    .where(
      and(
        eq(signInFailures.telegramId, telegramId),
        gt(signInFailures.createdAt, fromNow(-failureWindow)),
      ),
    );
  if ((failures?.n ?? 0) >= allowedFailures) {
    await noteFailure(tx, operator.id, "Too many wrong codes");
    return { outcome: "too_many" };
  }
  const code = normalizeCode(typed);
  const [attempt] = code
    ? await tx
        .update(signInAttempts)
        .set({ status: "shown", operatorId: operator.id })
        .where(
          and(
            eq(signInAttempts.codeHash, hashSecret(code)),
            inArray(signInAttempts.status, ["pending", "shown"]),
            gt(signInAttempts.expiresAt, new Date()),
          ),
        )
        .returning()
    : [];
  if (!attempt) {
    await tx.insert(signInFailures).values({ telegramId });
    await noteFailure(tx, operator.id, "Wrong code");
    return { outcome: "wrong_code" };
  }
  const { browser, system, ipAddress, createdAt, matchNumber } = attempt;
  const choices = threeNumbers(matchNumber);
  return { outcome: "ask", attemptId: attempt.id, browser, system, ipAddress, createdAt, choices };
}

// Never the code: a wrong one may be another person's right one.
function noteFailure(tx: Tx, operatorId: number, description: string) {
  const ctx = systemContext(tx, "sign-in");
  return writeLog(tx, ctx, { action: "login_failed", description, operatorId });
}

function threeNumbers(right: number): number[] {
  const numbers = new Set([right]);
  while (numbers.size < 3) numbers.add(randomInt(10, 100));
  return [...numbers].sort((a, b) => a - b);
}
