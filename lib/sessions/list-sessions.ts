import { and, desc, eq, gt, isNull, lt } from "drizzle-orm";
import { z } from "zod";
import { sessions } from "@/db/schema";
import type { Context } from "@/lib/context";
import { cursorId, decodeCursor } from "@/lib/core/cursor";
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
  const { operatorId, sessionId } = ctx.actor;
  const after = decodeCursor(z.tuple([cursorId]), filter.cursor);
  const rows = await ctx.db
    .select()
    .from(sessions)
    .where(
      and(
        eq(sessions.operatorId, operatorId),
        isNull(sessions.endedAt),
        gt(sessions.createdAt, fromNow(-sessionLifetime)),
        after && lt(sessions.id, after[0]),
      ),
    )
    .orderBy(desc(sessions.id))
    .limit(filter.limit + 1);
  return pageOf(
    rows,
    filter.limit,
    (row) => ({
      id: row.id,
      browser: row.browser,
      system: row.system,
      ip_address: row.ipAddress,
      created_at: row.createdAt.toISOString(),
      last_seen_at: row.lastSeenAt.toISOString(),
      is_current: row.id === sessionId,
    }),
    (last) => [last.id],
  );
}
