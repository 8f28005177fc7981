import { and, eq, isNull, sql } from "drizzle-orm";
import { apiTokens, operators, sessions } from "@/db/schema";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/core/errors";

/**
 * For responses that take long to send: throws `forbidden` once the person was removed, demoted or moved,
 * or their session or token ended, since the request began.
 */
export async function assertSameRights({ actor, db }: Context): Promise<void> {
  if (actor.type === "system") return;
  const [same] = await db
    .select({ id: operators.id })
    .from(operators)
    .leftJoin(sessions, eq(sessions.id, actor.sessionId ?? 0))
    .leftJoin(apiTokens, eq(apiTokens.id, actor.tokenId ?? 0))
    .where(
      and(
        eq(operators.id, actor.operatorId),
        eq(operators.isActive, true),
        eq(operators.role, actor.role),
        sql`${operators.departmentId} is not distinct from ${actor.departmentId}::bigint`,
        isNull(sessions.endedAt),
        isNull(apiTokens.revokedAt),
      ),
    );
  if (!same) throw new AppError("forbidden", "permission.role");
}
