import { eq, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { rawUpdates } from "@/db/schema";
import { logger } from "@/lib/core/logger";
import { isOutage } from "@/lib/core/outage";
import { type ChangeTx, change } from "@/lib/effects/change";
import { lockPatience } from "./chat-turn";
import type { UpdateFacts } from "./ingest-message";
import { reasonOf } from "./reason-of";

/** What applying an update came to; `ignored` carries the reason. */
export type Applied<T> = { ignored: string } | { value: T };

/** What became of a recorded update; `duplicate`: it was recorded before, so whatever follows from it has happened. */
export type Recorded<T> =
  | { outcome: "applied"; value: T }
  | { outcome: "ignored" | "failed" | "duplicate" };

/**
 * Stores any update that is not a client's message, once, and applies it in the same transaction.
 * When `apply` throws, its changes are rolled back and the update is kept with the reason. Rejects only
 * when the database could not do it now: then nothing is stored and the update may come again.
 */
export async function recordUpdate<T>(
  db: Db,
  update: UpdateFacts,
  apply: (tx: ChangeTx) => Promise<Applied<T>>,
): Promise<Recorded<T>> {
  return change({ db }, async (tx): Promise<Recorded<T>> => {
    await tx.execute(sql`select set_config('lock_timeout', ${String(lockPatience())}, true),
      set_config('statement_timeout', '10s', true)`);
    const [row] = await tx
      .insert(rawUpdates)
      .values({
        botId: update.botId,
        updateId: update.updateId,
        kind: update.kind,
        payload: update.raw as Record<string, unknown>,
      })
      .onConflictDoNothing()
      .returning({ id: rawUpdates.id });
    if (!row) return { outcome: "duplicate" };
    const settle = (status: "applied" | "ignored" | "failed", reason: string | null) =>
      tx
        .update(rawUpdates)
        .set({ status, reason, processedAt: new Date() })
        .where(eq(rawUpdates.id, row.id));
    try {
      const applied = await change({ db: tx }, apply);
      if ("ignored" in applied) {
        await settle("ignored", applied.ignored);
        return { outcome: "ignored" };
      }
      await settle("applied", null);
      return { outcome: "applied", value: applied.value };
    } catch (error) {
      if (isOutage(error)) throw error;
      logger("updates").error({ err: error, updateId: update.updateId }, "update not applied");
      await settle("failed", reasonOf(error));
      return { outcome: "failed" };
    }
  });
}
