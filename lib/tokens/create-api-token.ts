import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { apiTokens, operators, sessions } from "@/db/schema";
import type { Context } from "@/lib/context";
import { AppError, invalid } from "@/lib/core/errors";
import { hashSecret, randomToken } from "@/lib/core/ids";
import { writeLog } from "@/lib/logs/write-log";
import { apiTokenDto } from "./api-token-dto";
import { type CreateApiToken, type CreatedApiToken, createApiTokenSchema } from "./schemas";

/**
 * Makes a token for the REST API that acts with its owner's rights. People make only their own: who
 * knows a colleague's secret would keep their rights after losing one's own. The shell makes anyone's.
 * Throws `forbidden`, `unauthenticated` when the way in ends at this moment, and `not_found` for an operator who is missing or deactivated.
 */
export async function createApiToken(
  ctx: Context,
  input: CreateApiToken,
): Promise<CreatedApiToken> {
  const values = createApiTokenSchema.parse(input);
  const selfId = ctx.actor.type === "operator" ? ctx.actor.operatorId : undefined;
  const ownerId = values.operator_id ?? selfId;
  if (ownerId === undefined) throw invalid("operator_id", "token.whose");
  if (ctx.actor.type === "operator" && ownerId !== selfId) {
    throw new AppError("forbidden", "token.everyoneTheirOwn");
  }
  const token = `crm_${randomToken()}`;
  return ctx.db.transaction(async (tx) => {
    await holdWayIn(tx, ctx);
    const [operator] = await tx
      .select({ id: operators.id })
      .from(operators)
      .where(and(eq(operators.id, ownerId), operators.isActive))
      .for("share");
    if (!operator)
      throw new AppError("not_found", "notFound.activeOperator", { params: { id: ownerId } });
    const [row] = await tx
      .insert(apiTokens)
      .values({
        operatorId: operator.id,
        name: values.name,
        tokenHash: hashSecret(token),
        prefix: token.slice(0, 8),
        ...wayIn(ctx),
      })
      .returning();
    if (!row) throw new Error("an insert returned no row");
    await writeLog(tx, ctx, {
      action: "token_created",
      description: `API token ${row.id} was made for operator ${operator.id}`,
      details: { token_id: row.id, operator_id: operator.id },
    });
    return { ...apiTokenDto(row), token };
  });
}

/**
 * Keeps the token or session that asks open until this is committed: whoever ends it at this moment
 * waits and then finds what it made, or has ended it before anything is made.
 */
async function holdWayIn(tx: Tx, ctx: Context) {
  const { createdByTokenId: tokenId, createdBySessionId: sessionId } = wayIn(ctx);
  const token = and(eq(apiTokens.id, tokenId ?? 0), isNull(apiTokens.revokedAt));
  const session = and(eq(sessions.id, sessionId ?? 0), isNull(sessions.endedAt));
  const isOpen =
    (!tokenId ||
      (await tx.select({ id: apiTokens.id }).from(apiTokens).where(token).for("share")).length >
        0) &&
    (!sessionId ||
      (await tx.select({ id: sessions.id }).from(sessions).where(session).for("share")).length > 0);
  if (!isOpen) throw new AppError("unauthenticated", "request.signInOrToken");
}

function wayIn({ actor }: Context) {
  if (actor.type !== "operator") return { createdByTokenId: null, createdBySessionId: null };
  return { createdByTokenId: actor.tokenId, createdBySessionId: actor.sessionId };
}
