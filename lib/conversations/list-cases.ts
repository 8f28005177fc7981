import { and, desc, eq, inArray, lt, sql } from "drizzle-orm";
import { z } from "zod";
import { cases, conversations, messages } from "@/db/schema";
import { getClient } from "@/lib/clients/queries";
import type { Context } from "@/lib/context";
import { cursorId, decodeCursor, encodeCursor } from "@/lib/core/cursor";
import type { Page } from "@/lib/core/schemas";
import type { Case } from "./schemas";

/** A client's cases, newest first: each an episode from the first message to "done". */
export async function listCases(
  ctx: Context,
  clientId: number,
  filter: { limit: number; cursor?: string | undefined },
): Promise<Page<Case>> {
  await getClient(ctx, clientId);
  const after = decodeCursor(z.tuple([cursorId]), filter.cursor);
  const rows = await ctx.db
    .select({ row: cases })
    .from(cases)
    .innerJoin(conversations, eq(conversations.id, cases.conversationId))
    .where(and(eq(conversations.clientId, clientId), after && lt(cases.id, after[0])))
    .orderBy(desc(cases.id))
    .limit(filter.limit + 1);
  const shown = rows.slice(0, filter.limit).map(({ row }) => row);
  const last = shown.at(-1);
  const firsts = await firstMessages(ctx, shown);
  return {
    results: shown.map((row) => ({
      id: row.id,
      opened_at: row.openedAt.toISOString(),
      first_response_at: row.firstResponseAt?.toISOString() ?? null,
      first_response_operator_id: row.firstResponseOperatorId,
      closed_at: row.closedAt?.toISOString() ?? null,
      closed_by_operator_id: row.closedByOperatorId,
      first_message_id: firsts.get(row.id) ?? null,
    })),
    next_cursor: rows.length > filter.limit && last ? encodeCursor([last.id]) : null,
  };
}

/** The first message of each case, read in one pass over the thread that they are of. */
async function firstMessages(ctx: Context, shown: { id: number; conversationId: number }[]) {
  const [{ conversationId } = { conversationId: 0 }] = shown;
  const rows = await ctx.db
    .select({ caseId: messages.caseId, id: sql<number>`min(${messages.id})::float8` })
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, conversationId),
        inArray(
          messages.caseId,
          shown.map(({ id }) => id),
        ),
      ),
    )
    .groupBy(messages.caseId);
  return new Map(rows.map(({ caseId, id }) => [caseId, id]));
}
