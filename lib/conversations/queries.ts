import { and, asc, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { clients, conversations } from "@/db/schema";
import { masksContactsFor } from "@/lib/clients/masks-contacts-for";
import { searchCondition } from "@/lib/clients/search-condition";
import type { Context, OperatorContext } from "@/lib/context";
import { cursorId, decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import type { Page } from "@/lib/core/schemas";
import { assertCan, assertOperator } from "@/lib/permissions";
import type {
  Conversation,
  ConversationChangeSet,
  ConversationChanges,
  ConversationCounts,
  ConversationFilter,
  ListConversations,
} from "./schemas";
import { conversationDto, latestAt, selectConversations } from "./select-conversations";
import { conversationViews } from "./terms";
import { countedCondition, viewCondition } from "./view-condition";

/** The most changes answered at once; more and the caller loads the list afresh. */
const maxChanges = 200;
/** Counters stop here: "1000" means "1000 or more". */
const maxCount = 1000;

const listCursor = z.tuple([z.iso.datetime({ offset: true }), cursorId]);

/** A view's conversations within the filter: the latest first, in "waiting" the longest wait first. */
export async function listConversations(
  ctx: Context,
  filter: ListConversations,
): Promise<Page<Conversation>> {
  assertCan(ctx, "clients.read");
  assertOperator(ctx);
  const isWaiting = filter.view === "waiting";
  const after = decodeCursor(listCursor, filter.cursor);
  const at = isWaiting ? sql`${conversations.waitingSince}` : latestAt;
  const isMasked = filter.search ? await masksContactsFor(ctx) : false;
  const rows = await selectConversations(
    ctx,
    and(
      viewCondition(ctx, filter.view, filter),
      ...narrowed(filter),
      filter.search ? await searchCondition(ctx, filter.search, isMasked) : undefined,
      after &&
        (isWaiting
          ? sql`(${at}, ${conversations.id}) > (${after[0]}::timestamptz, ${after[1]})`
          : sql`(${at}, ${conversations.id}) < (${after[0]}::timestamptz, ${after[1]})`),
    ),
  )
    .orderBy(...(isWaiting ? [asc(at), asc(conversations.id)] : [desc(at), desc(conversations.id)]))
    .limit(filter.limit + 1);
  const shown = rows.slice(0, filter.limit);
  const last = shown.at(-1);
  return {
    results: shown.map(conversationDto),
    next_cursor:
      rows.length > filter.limit && last
        ? encodeCursor([isWaiting ? last.exactlyWaitingSince : last.exactlyLatestAt, last.id])
        : null,
  };
}

/** How many conversations each view holds, up to 1000; of mentions, how many unread ones. */
export async function conversationCounts(
  ctx: Context,
  filter: ConversationFilter,
): Promise<ConversationCounts> {
  assertCan(ctx, "clients.read");
  assertOperator(ctx);
  const counts = await Promise.all(
    conversationViews.map(async (view) => {
      const rows = selectConversations(ctx, countedCondition(ctx, view, filter))
        .limit(maxCount)
        .as("capped");
      const [row] = await ctx.db.select({ n: sql<number>`count(*)::int` }).from(rows);
      return [view, row?.n ?? 0] as const;
    }),
  );
  return Object.fromEntries(counts) as ConversationCounts;
}

/** One conversation, or `not_found`. */
export async function getConversation(ctx: Context, id: number): Promise<Conversation> {
  return getOne(ctx, eq(conversations.id, id));
}

/** A client's conversation, or null when there is none or the client is invisible. */
export async function findConversationByClient(
  ctx: Context,
  clientId: number,
): Promise<Conversation | null> {
  assertOperator(ctx);
  const [row] = await selectConversations(ctx, eq(clients.id, clientId)).limit(1);
  return row ? conversationDto(row) : null;
}

async function getOne(ctx: Context, condition: SQL): Promise<Conversation> {
  assertCan(ctx, "clients.read");
  assertOperator(ctx);
  const [row] = await selectConversations(ctx, condition).limit(1);
  if (!row) throw notFound("Conversation");
  return conversationDto(row);
}

/**
 * What changed since `after`: every conversation touched by a transaction that the caller's last
 * answer could not see. `gone` are the known ones that are no longer visible.
 */
export async function conversationChanges(
  ctx: Context,
  { after, known }: ConversationChanges,
): Promise<ConversationChangeSet> {
  assertCan(ctx, "clients.read");
  assertOperator(ctx);
  const [now] = await ctx.db.execute<{ xmin: string }>(
    sql`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`,
  );
  const next_after = now?.xmin ?? "0";
  const isStale = after === undefined || BigInt(after) > BigInt(next_after);
  const rows = isStale
    ? []
    : await selectConversations(ctx, sql`${conversations.changedXid} >= ${after}::text::xid8`)
        .orderBy(desc(conversations.id))
        .limit(maxChanges + 1);
  const gone = await findGone(ctx, known);
  if (isStale || rows.length > maxChanges) return { results: [], gone, next_after, is_reset: true };
  return { results: rows.map(conversationDto), gone, next_after, is_reset: false };
}

async function findGone(ctx: OperatorContext, known: string | undefined): Promise<number[]> {
  if (!known) return [];
  const ids = known.split(",").map(Number);
  const rows = await selectConversations(ctx, sql`${conversations.id} in ${ids}`);
  const visible = new Set(rows.map((row) => row.id));
  return ids.filter((id) => !visible.has(id));
}

function narrowed(filter: ListConversations): (SQL | undefined)[] {
  const operator = filter.assigned_operator_id;
  return [
    operator === "none" ? isNull(clients.assignedOperatorId) : undefined,
    typeof operator === "number" ? eq(clients.assignedOperatorId, operator) : undefined,
    filter.status && eq(clients.status, filter.status),
    filter.work_state && eq(conversations.workState, filter.work_state),
  ];
}
