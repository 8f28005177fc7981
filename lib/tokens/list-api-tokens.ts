import { and, desc, eq, isNull, lt } from "drizzle-orm";
import { z } from "zod";
import { apiTokens } from "@/db/schema";
import type { Context, OperatorActor } from "@/lib/context";
import { cursorId, decodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import { pageOf } from "@/lib/core/page-of";
import type { Page } from "@/lib/core/schemas";
import { assertOperator, can } from "@/lib/permissions";
import { apiTokenDto } from "./api-token-dto";
import type { ApiToken, ListApiTokens } from "./schemas";

/** Tokens that work, newest first: one's own, for an admin everyone's. */
export async function listApiTokens(ctx: Context, filter: ListApiTokens): Promise<Page<ApiToken>> {
  assertOperator(ctx);
  const after = decodeCursor(z.tuple([cursorId]), filter.cursor);
  const rows = await ctx.db
    .select()
    .from(apiTokens)
    .where(
      and(
        readable(ctx.actor),
        filter.operator_id ? eq(apiTokens.operatorId, filter.operator_id) : undefined,
        after && lt(apiTokens.id, after[0]),
      ),
    )
    .orderBy(desc(apiTokens.id))
    .limit(filter.limit + 1);
  return pageOf(rows, filter.limit, apiTokenDto, (last) => [last.id]);
}

/** One token that works, within the same scope. Throws `not_found`. */
export async function getApiToken(ctx: Context, id: number): Promise<ApiToken> {
  assertOperator(ctx);
  const [row] = await ctx.db
    .select()
    .from(apiTokens)
    .where(and(eq(apiTokens.id, id), readable(ctx.actor)));
  if (!row) throw notFound("token");
  return apiTokenDto(row);
}

function readable(actor: OperatorActor) {
  return and(
    isNull(apiTokens.revokedAt),
    can(actor, "tokens.all") ? undefined : eq(apiTokens.operatorId, actor.operatorId),
  );
}
