import { inArray, lte, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { strayObjects } from "@/db/schema";
import { hour } from "@/lib/core/time";
import { announce, type ChangeTx } from "@/lib/effects/change";
import { deleteObject } from "@/lib/storage/s3";

/** Milliseconds after which nobody is still writing the row of an object. */
const patience = hour;

/** Objects removed in one transaction, and at once from the storage. */
const batch = 8;

/** Call before an object is written: without `keepObject` it is removed, also when this process dies. */
export async function noteObject(db: Db, key: string): Promise<void> {
  const dueAt = sql`now() + make_interval(secs => ${patience / 1000})`;
  await db.insert(strayObjects).values({ key, dueAt });
}

/** Call in the transaction that names an object in its row. */
export async function keepObject(tx: Tx, key: string): Promise<void> {
  await tx.delete(strayObjects).where(inArray(strayObjects.key, [key]));
}

/** Has objects removed after the transaction that removes their rows: no lock waits for the storage. */
export async function condemnObjects(tx: ChangeTx, keys: string[]): Promise<void> {
  if (keys.length === 0) return;
  // As JSON: a client may have sent more files than a statement has parameters.
  await tx.execute(sql`insert into stray_objects (key, due_at)
    select key, now() from jsonb_array_elements_text(${JSON.stringify(keys)}::text::jsonb) as k(key)
    on conflict (key) do update set due_at = excluded.due_at`);
  announce(tx, { name: "objects.condemned" });
}

/**
 * Removes the objects that are due, from the storage and then from the list. With the storage away it
 * throws, and they stay listed for the next time.
 */
export async function removeStrays(
  db: Db,
  signal: AbortSignal,
  now: Date = new Date(),
): Promise<void> {
  for (let count = batch; count === batch && !signal.aborted; ) {
    count = await db.transaction(async (tx) => {
      const rows = await tx
        .select({ key: strayObjects.key })
        .from(strayObjects)
        .where(lte(strayObjects.dueAt, now))
        .limit(batch)
        // One that is being kept right now is not astray.
        .for("update", { skipLocked: true });
      const keys = rows.map(({ key }) => key);
      await Promise.all(keys.map(deleteObject));
      if (keys.length > 0) await tx.delete(strayObjects).where(inArray(strayObjects.key, keys));
      return keys.length;
    });
  }
}
