import { and, eq, isNull } from "drizzle-orm";
import { operators, sessions } from "@/db/schema";
import type { Context } from "@/lib/context";
import { announce, type ChangeTx } from "@/lib/effects/change";
import { writeLog } from "@/lib/logs/write-log";
import { revokeDescendants } from "@/lib/tokens/revoke-descendants";

/**
 * Ends one session of an operator; false when it was not open or not theirs. Their sockets are cut, with
 * `account.changed` open windows look at once whether they are still signed in.
 */
export async function endSession(
  tx: ChangeTx,
  ctx: Context,
  session: { id: number; operatorId: number; action: "logout" | "session_ended" },
  event: "session.ended" | "account.changed" = "session.ended",
): Promise<boolean> {
  const [ended] = await tx
    .update(sessions)
    .set({ endedAt: new Date() })
    .where(
      and(
        eq(sessions.id, session.id),
        eq(sessions.operatorId, session.operatorId),
        isNull(sessions.endedAt),
      ),
    )
    .returning({ id: sessions.id });
  if (!ended) return false;
  await writeLog(tx, ctx, {
    action: session.action,
    description: `Session ${session.id}`,
    operatorId: session.operatorId,
  });
  // Windows that remain signed in join again by themselves.
  announce(tx, { name: event, operatorId: session.operatorId });
  return true;
}

/**
 * "It wasn't me" in the bot: ends the session, and the tokens made in it, if it belongs to this Telegram
 * account; false when it was not open or not theirs.
 */
export async function disownSession(
  tx: ChangeTx,
  ctx: Context,
  telegramId: number,
  sessionId: number,
): Promise<boolean> {
  const [operator] = await tx
    .select({ id: operators.id })
    .from(operators)
    .where(eq(operators.telegramId, telegramId));
  if (!operator) return false;
  const session = { id: sessionId, operatorId: operator.id, action: "session_ended" as const };
  if (!(await endSession(tx, ctx, session, "account.changed"))) return false;
  // Whoever signed in may have made one to come back by.
  await revokeDescendants(tx, ctx, { sessionId });
  return true;
}
