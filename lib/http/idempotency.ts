import { and, eq, lt } from "drizzle-orm";
import { idempotencyKeys } from "@/db/schema";
import type { OperatorContext } from "@/lib/context";
import { AppError, invalid } from "@/lib/core/errors";
import { hashSecret } from "@/lib/core/ids";
import { seal, unseal } from "@/lib/core/seal";
import { day, fromNow } from "@/lib/core/time";

type Answer = { status: number; body: unknown };

/**
 * Runs a POST once per caller and `Idempotency-Key` within 24 h: the same request gets the same
 * answer, another body 422, a twin still running 409. A failed run leaves the key free. Answers are
 * kept sealed: some show a secret this once (a token, an invite).
 */
export async function onceForKey(
  ctx: OperatorContext,
  key: string,
  request: string,
  run: () => Promise<Answer>,
): Promise<Answer> {
  if (key.length > 200) throw invalid("Idempotency-Key", "At most 200 characters.");
  const { operatorId } = ctx.actor;
  const own = and(eq(idempotencyKeys.operatorId, operatorId), eq(idempotencyKeys.key, key));
  await ctx.db
    .delete(idempotencyKeys)
    .where(and(own, lt(idempotencyKeys.createdAt, fromNow(-day))));
  const requestHash = hashSecret(request);
  const [taken] = await ctx.db
    .insert(idempotencyKeys)
    .values({ operatorId, key, requestHash })
    .onConflictDoNothing()
    .returning({ key: idempotencyKeys.key });
  if (!taken) {
    const [row] = await ctx.db.select().from(idempotencyKeys).where(own);
    if (row && row.requestHash !== requestHash) {
      throw invalid("Idempotency-Key", "This key was used with another request.");
    }
    if (!row?.status)
      throw new AppError("conflict", "The same request is still running. Ask again.");
    return { status: row.status, body: typeof row.body === "string" ? unseal(row.body) : null };
  }
  try {
    const answer = await run();
    await ctx.db
      .update(idempotencyKeys)
      .set({ status: answer.status, body: seal(answer.body) })
      .where(own);
    return answer;
  } catch (error) {
    await ctx.db.delete(idempotencyKeys).where(own);
    throw error;
  }
}
