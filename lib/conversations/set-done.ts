import { and, eq, isNull, sql } from "drizzle-orm";
import { cases } from "@/db/schema";
import type { Context } from "@/lib/context";
import { change } from "@/lib/effects/change";
import { assertCan, assertOperator } from "@/lib/permissions";
import { changeWorkState } from "./change-work-state";
import { conversationAfter } from "./conversation-after";
import { getConversation } from "./queries";
import type { Conversation } from "./schemas";

/**
 * Nothing is left to do: closes the case and gives the place to whoever waits longest. The client's
 * next message opens another case. Done twice changes nothing. Throws `not_found`.
 */
export async function setDone(ctx: Context, conversationId: number): Promise<Conversation> {
  assertCan(ctx, "clients.write");
  assertOperator(ctx);
  const { operatorId } = ctx.actor;
  const { client } = await getConversation(ctx, conversationId);
  const at = { conversationId, clientId: client.id, departmentId: client.department_id };
  await change(ctx, (tx) =>
    changeWorkState(tx, ctx, at, async (before) => {
      if (before === "done") return null;
      await tx
        .update(cases)
        .set({ closedAt: sql`now()`, closedByOperatorId: operatorId })
        .where(and(eq(cases.conversationId, conversationId), isNull(cases.closedAt)));
      return { workState: "done", waitingSince: null, snoozedUntil: null, unansweredCount: 0 };
    }),
  );
  return conversationAfter(ctx, conversationId);
}
