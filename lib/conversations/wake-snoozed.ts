import { and, asc, eq, lte, sql } from "drizzle-orm";
import { clients, conversations } from "@/db/schema";
import { systemContext } from "@/lib/context";
import type { Db } from "@/lib/database";
import { change } from "@/lib/effects/change";
import { changeWorkState } from "./change-work-state";

/** The most conversations woken in one run; the next minute brings the rest. */
const batch = 500;

/** By the database's clock: this machine's may differ. */
const isDue = lte(conversations.snoozedUntil, sql`now()`);

/** Brings back, as waiting for a reply from now, every snoozed conversation whose moment has come. */
export async function wakeSnoozed(db: Db): Promise<void> {
  const ctx = systemContext(db, "wake-snoozed");
  const due = await db
    .select({
      conversationId: conversations.id,
      clientId: conversations.clientId,
      departmentId: clients.departmentId,
      snoozedUntil: conversations.snoozedUntil,
    })
    .from(conversations)
    .innerJoin(clients, eq(clients.id, conversations.clientId))
    .where(and(eq(conversations.workState, "snoozed"), isDue))
    .orderBy(asc(conversations.snoozedUntil))
    .limit(batch);
  for (const at of due) {
    await change(ctx, (tx) =>
      changeWorkState(tx, ctx, at, async (before) => {
        // Answered, closed or snoozed further in between: then there is nothing to wake.
        if (before !== "snoozed") return null;
        const [now] = await tx
          .select({
            isDue: sql<boolean>`coalesce(${isDue}, false)`,
            time: sql<Date>`now()`.mapWith(conversations.waitingSince),
          })
          .from(conversations)
          .where(eq(conversations.id, at.conversationId));
        if (!now?.isDue) return null;
        return { workState: "needs_reply", waitingSince: now.time, snoozedUntil: null };
      }),
    );
  }
}
