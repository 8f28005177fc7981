import { and, eq, isNull } from "drizzle-orm";
import { apiTokens } from "@/db/schema";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/core/errors";
import { announce, change } from "@/lib/effects/change";
import { writeLog } from "@/lib/logs/write-log";
import { assertOperator, can } from "@/lib/permissions";
import { revokeDescendants } from "./revoke-descendants";

/**
 * Ends a token at once, with the tokens made by it and the sockets of its owner (open windows join
 * again by themselves).
 * Throws `not_found` for a missing, revoked or, unless an admin asks, somebody else's one.
 */
export async function revokeApiToken(ctx: Context, id: number): Promise<void> {
  assertOperator(ctx);
  const { actor } = ctx;
  await change(ctx, async (tx) => {
    const [row] = await tx
      .update(apiTokens)
      .set({ revokedAt: new Date() })
      .where(
        and(
          eq(apiTokens.id, id),
          isNull(apiTokens.revokedAt),
          can(actor, "tokens.all") ? undefined : eq(apiTokens.operatorId, actor.operatorId),
        ),
      )
      .returning({ operatorId: apiTokens.operatorId });
    if (!row) throw notFound("token");
    await writeLog(tx, ctx, {
      action: "token_revoked",
      description: `API token ${id} of operator ${row.operatorId}`,
      details: { token_id: id, operator_id: row.operatorId },
    });
    await revokeDescendants(tx, ctx, { tokenId: id });
    announce(tx, { name: "session.ended", operatorId: row.operatorId });
  });
}
