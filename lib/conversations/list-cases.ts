import { and, desc, eq, inArray, lt, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { cases, clients, conversations, messages } from "@/db/schema";
import { assertSeesClient } from "@/lib/access/assert-sees-client";
import { visibleClients } from "@/lib/access/visible-clients";
import type { Context } from "@/lib/context";
import { cursorId, decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import type { Page } from "@/lib/core/schemas";
import { assertCan } from "@/lib/permissions";
import type { Case } from "./schemas";

/** A client's cases, newest first: each an episode from the first message to "done". */
export async function listCases(
  ctx: Context,
  clientId: number,
  filter: { limit: number; cursor?: string | undefined },
): Promise<Page<Case>> {
  await assertSeesClient(ctx, clientId);
  const after = decodeCursor(z.tuple([cursorId]), filter.cursor);
  const rows = await select(
    ctx,
    and(eq(conversations.clientId, clientId), after && lt(cases.id, after[0])),
    filter.limit + 1,
  );
  const results = await caseDtos(ctx, rows.slice(0, filter.limit));
  const last = results.at(-1);
  return {
    results,
    next_cursor: rows.length > filter.limit && last ? encodeCursor([last.id]) : null,
  };
}

/** One case of a client that the actor may see, or `not_found`. */
export async function getCase(ctx: Context, id: number): Promise<Case> {
  assertCan(ctx, "clients.read");
  const rows = await select(ctx, and(eq(cases.id, id), visibleClients(ctx.actor)), 1);
  const [found] = await caseDtos(ctx, rows);
  if (!found) throw notFound("case");
  return found;
}

function select(ctx: Context, condition: SQL | undefined, limit: number) {
  return ctx.db
    .select({ row: cases, clientId: clients.id })
    .from(cases)
    .innerJoin(conversations, eq(conversations.id, cases.conversationId))
    .innerJoin(clients, eq(clients.id, conversations.clientId))
    .where(condition)
    .orderBy(desc(cases.id))
    .limit(limit);
}

type Row = Awaited<ReturnType<typeof select>>[number];

/** Cases of one conversation in the API's shape. */
async function caseDtos(ctx: Context, rows: Row[]): Promise<Case[]> {
  const firsts = await firstMessages(
    ctx,
    rows.map(({ row }) => row),
  );
  return rows.map(({ row, clientId }) => ({
    id: row.id,
    client_id: clientId,
    conversation_id: row.conversationId,
    opened_at: row.openedAt.toISOString(),
    first_response_at: row.firstResponseAt?.toISOString() ?? null,
    first_response_operator_id: row.firstResponseOperatorId,
    closed_at: row.closedAt?.toISOString() ?? null,
    closed_by_operator_id: row.closedByOperatorId,
    first_message_id: firsts.get(row.id) ?? null,
  }));
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
