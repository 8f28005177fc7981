import type { Db } from "@/db/client";
import { rawUpdates } from "@/db/schema";
import { isOutage } from "@/lib/core/outage";
import type { UpdateFacts } from "./ingest-message";
import { reasonOf } from "./reason-of";

/**
 * Keeps an update that nothing else stored, with the reason, for an admin to replay; one that is stored
 * already stays as it is. Rejects only when Postgres cannot store it now.
 */
export async function keepFailedUpdate(
  db: Db,
  { botId, updateId, kind, raw }: UpdateFacts,
  error: unknown,
): Promise<void> {
  const facts = { botId, updateId, kind, reason: reasonOf(error), processedAt: new Date() };
  const keep = (payload: Record<string, unknown>) =>
    db
      .insert(rawUpdates)
      .values({ ...facts, payload, status: "failed" })
      .onConflictDoNothing();
  try {
    await keep(raw as Record<string, unknown>);
  } catch (refusal) {
    if (isOutage(refusal)) throw refusal;
    await keep({ update_id: updateId, unparsed: JSON.stringify(raw) });
  }
}
