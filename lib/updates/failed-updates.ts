import { and, desc, eq, lt } from "drizzle-orm";
import { z } from "zod";
import { rawUpdates } from "@/db/schema";
import type { Context } from "@/lib/context";
import { cursorId, decodeCursor } from "@/lib/core/cursor";
import { pageOf } from "@/lib/core/page-of";
import type { Page } from "@/lib/core/schemas";
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
      update_id: Math.abs(row.updateId),
      kind: row.kind,
      reason: row.reason,
      attempts: row.attempts,
      received_at: row.receivedAt.toISOString(),
    }),
    (last) => [last.id],
  );
}
