import { and, desc, eq, gt, isNull, lt } from "drizzle-orm";
import { z } from "zod";
import { sessions } from "@/db/schema";
import type { Context, OperatorActor } from "@/lib/context";
import { cursorId, decodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import { pageOf } from "@/lib/core/page-of";
import type { Page, page } from "@/lib/core/schemas";
import { fromNow } from "@/lib/core/time";
import { sessionLifetime } from "@/lib/login/session-lifetime";
import { assertOperator } from "@/lib/permissions";
import type { Session } from "./schemas";

/** One's own open sign-ins, newest first. */
export async function listSessions(
  ctx: Context,
  filter: z.output<typeof page>,
): Promise<Page<Session>> {
  assertOperator(ctx);
  const { actor } = ctx;
  const after = decodeCursor(z.tuple([cursorId]), filter.cursor);
  const rows = await ctx.db
    .select()
    .from(sessions)
    .where(and(ownOpen(actor), after && lt(sessions.id, after[0])))
    .orderBy(desc(sessions.id))
    .limit(filter.limit + 1);
  return pageOf(
    rows,
    filter.limit,
    (row) => sessionDto(row, actor),
    (last) => [last.id],
  );
}

/** One of one's own open sign-ins. Throws `not_found`. */
export async function getSession(ctx: Context, id: number): Promise<Session> {
  assertOperator(ctx);
  const [row] = await ctx.db
    .select()
    .from(sessions)
    .where(and(eq(sessions.id, id), ownOpen(ctx.actor)));
  if (!row) throw notFound("session");
  return sessionDto(row, ctx.actor);
}

function ownOpen({ operatorId }: OperatorActor) {
  return and(
    eq(sessions.operatorId, operatorId),
    isNull(sessions.endedAt),
    gt(sessions.createdAt, fromNow(-sessionLifetime)),
  );
}

function sessionDto(row: typeof sessions.$inferSelect, { sessionId }: OperatorActor): Session {
  return {
    id: row.id,
    browser: row.browser,
    system: row.system,
    ip_address: row.ipAddress,
    created_at: row.createdAt.toISOString(),
    last_seen_at: row.lastSeenAt.toISOString(),
    is_current: row.id === sessionId,
  };
}
