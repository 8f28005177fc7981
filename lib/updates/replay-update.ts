import { and, eq, gt, lt, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { rawUpdates } from "@/db/schema";
import type { Context } from "@/lib/context";
import { AppError, notFound } from "@/lib/core/errors";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan } from "@/lib/permissions";

type Row = typeof rawUpdates.$inferSelect;

/** What the bot does with an update that Telegram delivers: resolves when it is stored. */
type Handle = (update: { update_id: number }) => Promise<() => Promise<void>>;

/**
 * Applies a kept update again, as if Telegram delivered it. Meanwhile its row stays under a negative
 * number and goes only when another holds the update, so that a death on the way loses nothing. Throws
 * `not_found`, `conflict` with the new reason when it fails again.
 */
export async function replayUpdate(ctx: Context, id: number, handle: Handle): Promise<void> {
  assertCan(ctx, "updates.replay");
  const row = await setAside(ctx, id);
  try {
    const finish = await handle(contentOf(row));
    await finish();
  } catch (error) {
    // Without a database it stays aside; the sweeper puts it back.
    await settle(ctx.db, row).catch(() => undefined);
    throw error;
  }
  const reason = await settle(ctx.db, row);
  if (reason !== null) {
    throw new AppError("conflict", "telegram.failedAgain", { params: { text: reason } });
  }
}

/** Ends what a killed replay left: a row whose update is stored goes, any other can be replayed again. */
export async function putBackReplays(db: Db): Promise<void> {
  const rows = await db
    .select()
    .from(rawUpdates)
    .where(
      and(
        lt(rawUpdates.updateId, 0),
        lt(rawUpdates.processedAt, sql`now() - interval '5 minutes'`),
      ),
    )
    .limit(100);
  for (const row of rows) await settle(db, { ...row, updateId: -row.updateId });
}

/** Frees the update's number for the delivery to come. Returns the row as it was. */
async function setAside(ctx: Context, id: number): Promise<Row> {
  return ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .select()
      .from(rawUpdates)
      .where(
        and(eq(rawUpdates.id, id), eq(rawUpdates.status, "failed"), gt(rawUpdates.updateId, 0)),
      )
      .for("update");
    if (!row) throw notFound("update");
    await tx
      .update(rawUpdates)
      .set({ updateId: -row.updateId, processedAt: new Date() })
      .where(eq(rawUpdates.id, id));
    await writeLog(tx, ctx, {
      action: "update_replayed",
      description: `Update ${row.updateId} (${row.kind})`,
    });
    return row;
  });
}

/** One of the two rows goes: the old one when the new one was applied. Returns why it was not, or null. */
async function settle(db: Db, row: Row): Promise<string | null> {
  return db.transaction(async (tx) => {
    const [made] = await tx
      .select({ id: rawUpdates.id, status: rawUpdates.status, reason: rawUpdates.reason })
      .from(rawUpdates)
      .where(and(eq(rawUpdates.botId, row.botId), eq(rawUpdates.updateId, row.updateId)))
      .for("update");
    if (made && made.status !== "failed") {
      await tx.delete(rawUpdates).where(eq(rawUpdates.id, row.id));
      return null;
    }
    if (made) await tx.delete(rawUpdates).where(eq(rawUpdates.id, made.id));
    const reason = made?.reason ?? row.reason ?? "no reason given";
    await tx
      .update(rawUpdates)
      .set({ updateId: row.updateId, attempts: row.attempts + (made ? 1 : 0), reason })
      .where(eq(rawUpdates.id, row.id));
    return reason;
  });
}

/** The update itself, also of one that Postgres could hold only as text. */
function contentOf({ payload, updateId }: Row): { update_id: number } {
  const { unparsed } = payload;
  const content = typeof unparsed === "string" ? (JSON.parse(unparsed) as object) : payload;
  return { ...content, update_id: updateId };
}
