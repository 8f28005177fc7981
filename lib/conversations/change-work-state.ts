import { eq } from "drizzle-orm";
import { conversations } from "@/db/schema";
import { drainDepartment, lockQueues, releaseIfLost } from "@/lib/assignment/change-hands";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/core/errors";
import type { ChangeTx } from "@/lib/effects/change";
import { writeLog } from "@/lib/logs/write-log";
import { addSystemLine } from "@/lib/thread/add-system-line";
import type { Conversation } from "./schemas";

type WorkState = Conversation["work_state"];

/**
 * Moves a conversation to another work state, with a line in the thread and one in the log. `plan`
 * sees the state under the row's lock and returns the columns to set, or null to leave all as it is.
 * Call it first in the transaction.
 */
export async function changeWorkState(
  tx: ChangeTx,
  ctx: Context,
  at: { conversationId: number; clientId: number; departmentId: number | null },
  plan: (before: WorkState) => Promise<Partial<typeof conversations.$inferInsert> | null>,
): Promise<void> {
  // Before any row: closing and opening changes how many places are taken.
  await lockQueues(tx, [at.departmentId]);
  const [before] = await tx
    .select({ workState: conversations.workState })
    .from(conversations)
    .where(eq(conversations.id, at.conversationId))
    .for("update");
  if (!before) throw notFound("conversation");
  const changes = await plan(before.workState);
  if (!changes) return;
  const facts = { from: before.workState, to: changes.workState };
  const by = ctx.actor.type === "operator" ? { by_operator_id: ctx.actor.operatorId } : {};
  const until = changes.snoozedUntil ? { until: changes.snoozedUntil.toISOString() } : {};
  const payload = { ...facts, ...by, ...until };
  await addSystemLine(tx, at.conversationId, "work_state_changed", payload);
  await tx.update(conversations).set(changes).where(eq(conversations.id, at.conversationId));
  await writeLog(tx, ctx, {
    action: "work_state_changed",
    description: `${facts.from} → ${facts.to}`,
    clientId: at.clientId,
    details: { ...facts, ...until },
  });
  // Who closed it, or put it off, may be gone by now.
  if (changes.workState !== "done") await releaseIfLost(tx, ctx, at.clientId);
  await drainDepartment(tx, at.departmentId);
}
