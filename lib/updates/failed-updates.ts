import { and, desc, eq, lt } from "drizzle-orm";
import { z } from "zod";
import { rawUpdates } from "@/db/schema";
import type { Context } from "@/lib/context";
import { cursorId, decodeCursor } from "@/lib/core/cursor";
import { AppError, notFound } from "@/lib/core/errors";
import { pageOf } from "@/lib/core/page-of";
import type { Page } from "@/lib/core/schemas";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan } from "@/lib/permissions";
import type { FailedUpdate } from "@/lib/telegram/schemas";

/** Updates that are kept but could not be applied, newest first (promise 4). Without their content. */
export async function listFailedUpdates(
  ctx: Context,
  filter: { limit: number; cursor?: string | undefined },
): Promise<Page<FailedUpdate>> {
  assertCan(ctx, "updates.replay");
  const after = decodeCursor(z.tuple([cursorId]), filter.cursor);
  const rows = await ctx.db
    .select()
    .from(rawUpdates)
    .where(and(eq(rawUpdates.status, "failed"), after && lt(rawUpdates.id, after[0])))
    .orderBy(desc(rawUpdates.id))
    .limit(filter.limit + 1);
  return pageOf(
    rows,
    filter.limit,
    (row) => ({
      id: row.id,
      update_id: row.updateId,
      kind: row.kind,
      reason: row.reason,
      attempts: row.attempts,
      received_at: row.receivedAt.toISOString(),
    }),
    (last) => [last.id],
  );
}

/**
 * Applies a kept update again: its row is taken out and handed to the bot as if Telegram delivered
 * it; when it fails again it is kept again. Throws `not_found`, `conflict` with the new reason.
 */
export async function replayUpdate(
  ctx: Context,
  id: number,
  handle: (update: { update_id: number }) => Promise<() => Promise<void>>,
): Promise<void> {
  assertCan(ctx, "updates.replay");
  const taken = await ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .delete(rawUpdates)
      .where(and(eq(rawUpdates.id, id), eq(rawUpdates.status, "failed")))
      .returning();
    if (!row) throw notFound("Update");
    await writeLog(tx, ctx, {
      action: "update_replayed",
      description: `Update ${row.updateId} (${row.kind})`,
    });
    return row;
  });
  try {
    const finish = await handle(taken.payload as { update_id: number });
    await finish();
  } catch (error) {
    // Not stored at all: back to where it was, so that nothing is lost.
    const { id: _, ...row } = taken;
    await ctx.db.insert(rawUpdates).values(row).onConflictDoNothing();
    throw error;
  }
  const [again] = await ctx.db
    .select({ status: rawUpdates.status, reason: rawUpdates.reason })
    .from(rawUpdates)
    .where(and(eq(rawUpdates.botId, taken.botId), eq(rawUpdates.updateId, taken.updateId)));
  if (again?.status === "failed") {
    await ctx.db
      .update(rawUpdates)
      .set({ attempts: taken.attempts + 1, receivedAt: taken.receivedAt })
      .where(and(eq(rawUpdates.botId, taken.botId), eq(rawUpdates.updateId, taken.updateId)));
    throw new AppError("conflict", `It failed again: ${again.reason ?? "no reason given"}.`);
  }
}
