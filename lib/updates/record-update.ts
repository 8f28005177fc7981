import { eq } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { rawUpdates } from "@/db/schema";
import { logger } from "@/lib/core/logger";
import { safeMessage } from "@/lib/core/safe-error";
import type { UpdateFacts } from "./ingest-message";

/** What applying an update came to; `ignored` carries the reason. */
export type Applied<T> = { ignored: string } | { value: T };

/**
 * Stores any update that is not a client's message, once, and applies it in the same transaction.
 * When `apply` throws, its changes are rolled back and the update is kept with the reason.
 * Answers null for a repeated, ignored or failed update. Rejects only when it could not be stored.
 */
export async function recordUpdate<T>(
  db: Db,
  update: UpdateFacts,
  apply: (tx: Tx) => Promise<Applied<T>>,
): Promise<T | null> {
  return db.transaction(async (tx) => {
    const [row] = await tx
      .insert(rawUpdates)
      .values({
        botId: update.botId,
        updateId: update.updateId,
        kind: update.kind,
        payload: cleanJson(update.raw),
      })
      .onConflictDoNothing()
      .returning({ id: rawUpdates.id });
    if (!row) return null;
    const settle = (status: "applied" | "ignored" | "failed", reason: string | null) =>
      tx
        .update(rawUpdates)
        .set({ status, reason, processedAt: new Date() })
        .where(eq(rawUpdates.id, row.id));
    try {
      const applied = await tx.transaction(apply);
      if ("ignored" in applied) {
        await settle("ignored", applied.ignored);
        return null;
      }
      await settle("applied", null);
      return applied.value;
    } catch (error) {
      logger("updates").error({ err: error, updateId: update.updateId }, "update not applied");
      await settle("failed", safeMessage(error).slice(0, 500));
      return null;
    }
  });
}

function cleanJson(raw: object): Record<string, unknown> {
  const text = JSON.stringify(raw, (_key, value: unknown) =>
    typeof value === "string" ? value.replaceAll("\u0000", "\ufffd").toWellFormed() : value,
  );
  return JSON.parse(text) as Record<string, unknown>;
}
