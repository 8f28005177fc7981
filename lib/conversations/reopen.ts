import { desc, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { cases, messages } from "@/db/schema";
import type { Context } from "@/lib/context";
import { change } from "@/lib/effects/change";
import { assertCan, assertOperator } from "@/lib/permissions";
import { changeWorkState } from "./change-work-state";
import { conversationAfter } from "./conversation-after";
import { getConversation } from "./queries";
import type { Conversation } from "./schemas";

/**
 * Takes back "done" or a snooze: the last case goes on, and the client waits again if nobody had
 * answered. An open conversation stays as it is. Throws `not_found`.
 */
export async function reopen(ctx: Context, conversationId: number): Promise<Conversation> {
  assertCan(ctx, "clients.write");
  assertOperator(ctx);
  const { client } = await getConversation(ctx, conversationId);
  const at = { conversationId, clientId: client.id, departmentId: client.department_id };
  await change(ctx, (tx) =>
    changeWorkState(tx, ctx, at, async (before) => {
      if (before !== "done" && before !== "snoozed") return null;
      if (before === "done") await reopenCase(tx, conversationId);
      const { count, since } = await unanswered(tx, conversationId);
      return {
        workState: count > 0 ? "needs_reply" : "waiting_client",
        waitingSince: since,
        unansweredCount: count,
        snoozedUntil: null,
      };
    }),
  );
  return conversationAfter(ctx, conversationId);
}

async function reopenCase(tx: Tx, conversationId: number) {
  const [last] = await tx
    .select({ id: cases.id })
    .from(cases)
    .where(eq(cases.conversationId, conversationId))
    .orderBy(desc(cases.id))
    .limit(1);
  if (!last) return;
  await tx
    .update(cases)
    .set({ closedAt: null, closedByOperatorId: null })
    .where(eq(cases.id, last.id));
}

/** The client's messages since the last answer of an operator, and when the first of them came. */
async function unanswered(tx: Tx, conversationId: number) {
  const [row] = await tx
    .select({
      count: sql<number>`count(*)::int`,
      since: sql<string | null>`min(${messages.createdAt})::text`,
    })
    .from(messages)
    .where(
      sql`${messages.conversationId} = ${conversationId} and ${messages.senderType} = 'client'
        and ${messages.id} > coalesce((select max(id) from messages where conversation_id = ${conversationId}
          and sender_type = 'operator' and not is_internal), 0)`,
    );
  return { count: row?.count ?? 0, since: row?.since ? new Date(row.since) : null };
}
