import { and, desc, eq, lt } from "drizzle-orm";
import { z } from "zod";
import { cases, conversations } from "@/db/schema";
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
  return {
    results: shown.map((row) => ({
      id: row.id,
      opened_at: row.openedAt.toISOString(),
      first_response_at: row.firstResponseAt?.toISOString() ?? null,
      first_response_operator_id: row.firstResponseOperatorId,
      closed_at: row.closedAt?.toISOString() ?? null,
      closed_by_operator_id: row.closedByOperatorId,
    })),
    next_cursor: rows.length > filter.limit && last ? encodeCursor([last.id]) : null,
  };
}
