import { and, eq, isNull, ne } from "drizzle-orm";
import { sessions } from "@/db/schema";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/core/errors";
import { announce, change } from "@/lib/effects/change";
import { endSession } from "@/lib/login/end-session";
import { writeLog } from "@/lib/logs/write-log";
import { assertOperator } from "@/lib/permissions";

/**
 * Ends one of one's own sign-ins at its next request and cuts one's sockets (windows that remain
 * signed in join again). Throws `not_found` for a missing, ended or somebody else's one.
 */
export async function endOwnSession(ctx: Context, id: number): Promise<void> {
  assertOperator(ctx);
  const { operatorId } = ctx.actor;
  const isEnded = await change(ctx, (tx) =>
    endSession(tx, ctx, { id, operatorId, action: "session_ended" }),
  );
  if (!isEnded) throw notFound("session");
}

/** Ends all one's own sign-ins but the one that asks. Twice is the same as once. */
export async function endOtherSessions(ctx: Context): Promise<void> {
  assertOperator(ctx);
  const { operatorId, sessionId } = ctx.actor;
  await change(ctx, async (tx) => {
    const ended = await tx
      .update(sessions)
      .set({ endedAt: new Date() })
      .where(
        and(
          eq(sessions.operatorId, operatorId),
          isNull(sessions.endedAt),
          sessionId === null ? undefined : ne(sessions.id, sessionId),
        ),
      )
      .returning({ id: sessions.id });
    if (ended.length > 0) {
      const ids = ended.map(({ id }) => id).join(", ");
      await writeLog(tx, ctx, { action: "session_ended", description: `Sessions ${ids}` });
      announce(tx, { name: "session.ended", operatorId });
    }
  });
}
