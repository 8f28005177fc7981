import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { and, eq, isNull, lt, sql } from "drizzle-orm";
import { idempotencyKeys } from "@/db/schema";
import type { OperatorContext } from "@/lib/context";
import { AppError, invalid } from "@/lib/core/errors";
import { hashSecret } from "@/lib/core/ids";
import { logger } from "@/lib/core/logger";
import { seal, unseal } from "@/lib/core/seal";
import { day, fromNow, minute, second } from "@/lib/core/time";
import { isRefusal } from "./known-error";

type Answer = { status: number; body: unknown };

/** A repeat waits this long for the first one's response. */
const patience = 10 * second;
/** A run without a response after this long died with its process. */
const abandonedAfter = minute;

/**
 * Runs a POST once per caller and `Idempotency-Key` within 24 h: the same request gets the same
 * response, waiting for the first one if it still runs (`conflict` after 10 s); another request 422. A refusal
 * leaves the key free. A run that broke off may have done its work: its key is taken over after a
 * minute, and `run` gets the same `mark` again, by which a verb can find what it made.
 * Responses are kept sealed: some show a secret this once (a token, an invite).
 */
export async function onceForKey(
  ctx: OperatorContext,
  key: string,
  request: string,
  run: (mark: string) => Promise<Answer>,
): Promise<Answer> {
  if (key.length > 200) throw invalid("Idempotency-Key", "request.keyTooLong");
  const at = { key, requestHash: hashSecret(request) };
  await ctx.db
    .delete(idempotencyKeys)
    .where(and(ownRow(ctx, key), lt(idempotencyKeys.createdAt, fromNow(-day))));
  const deadline = Date.now() + patience;
  for (let pause = 25; ; pause = Math.min(pause * 2, 500)) {
    const claim = await claimKey(ctx, at);
    if (claim) return perform(ctx, key, claim, run);
    const [row] = await ctx.db.select().from(idempotencyKeys).where(ownRow(ctx, key));
    if (row && row.requestHash !== at.requestHash) {
      throw invalid("Idempotency-Key", "request.keyReused");
    }
    if (row?.status) return { status: row.status, body: opened(row.body) };
    if (Date.now() + pause > deadline) {
      throw new AppError("conflict", "request.stillRunning", {
        details: { retryAfter: 5 },
      });
    }
    await wait(pause);
  }
}

type Claim = { mark: string; createdAt: Date };

// A fresh row, or one whose process died; its mark (in `body` while there is no response) stays.
async function claimKey(
  ctx: OperatorContext,
  { key, requestHash }: { key: string; requestHash: string },
): Promise<Claim | null> {
  const createdAt = new Date();
  const [row] = await ctx.db
    .insert(idempotencyKeys)
    .values({ operatorId: ctx.actor.operatorId, key, requestHash, body: randomUUID(), createdAt })
    .onConflictDoUpdate({
      target: [idempotencyKeys.operatorId, idempotencyKeys.key],
      set: { createdAt },
      setWhere: sql`${isNull(idempotencyKeys.status)}
        and ${eq(idempotencyKeys.requestHash, requestHash)}
        and ${lt(idempotencyKeys.createdAt, fromNow(-abandonedAfter))}`,
    })
    .returning({ mark: idempotencyKeys.body });
  return row ? { mark: String(row.mark), createdAt } : null;
}

async function perform(
  ctx: OperatorContext,
  key: string,
  claim: Claim,
  run: (mark: string) => Promise<Answer>,
): Promise<Answer> {
  // Not a row that somebody took over in the meantime.
  const own = and(ownRow(ctx, key), eq(idempotencyKeys.createdAt, claim.createdAt));
  let answer: Answer;
  try {
    answer = await run(claim.mark);
  } catch (error) {
    if (isRefusal(error)) await ctx.db.delete(idempotencyKeys).where(own);
    throw error;
  }
  try {
    const kept = { status: answer.status, body: seal(answer.body) };
    await ctx.db.update(idempotencyKeys).set(kept).where(own);
  } catch (error) {
    // The work is done: its response must not turn into a failure.
    logger("http").error({ err: error, requestId: ctx.requestId }, "an answer was not kept");
  }
  return answer;
}

function ownRow(ctx: OperatorContext, key: string) {
  return and(eq(idempotencyKeys.operatorId, ctx.actor.operatorId), eq(idempotencyKeys.key, key));
}

function opened(body: unknown): unknown {
  return typeof body === "string" ? unseal(body) : null;
}
