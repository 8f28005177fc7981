import { and, asc, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { clients, conversations } from "@/db/schema";
import { masksContactsFor } from "@/lib/access/masks-contacts-for";
import { searchCondition } from "@/lib/clients/search/search-condition";
import type { Context } from "@/lib/context";
import { cursorId, decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import type { Page } from "@/lib/core/schemas";
import { assertCan, assertOperator } from "@/lib/permissions";
import type {
  Conversation,
  ConversationCounts,
  ConversationFilter,
  ListConversations,
} from "./schemas";
import { conversationDto, latestAt, selectConversations } from "./select-conversations";
import { conversationViews } from "./terms";
import { countedCondition, viewCondition } from "./view-condition";

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
  // One statement: many windows ask for all of them at once, and each would take a connection.
  const counts = conversationViews.map((view) => {
    const rows = selectConversations(ctx, countedCondition(ctx, view, filter))
      .limit(maxCount)
      .as("capped");
    return sql`(select count(*)::int from ${rows}) as ${sql.identifier(view)}`;
  });
  const [row] = await ctx.db.execute<ConversationCounts>(sql`select ${sql.join(counts, sql`, `)}`);
  return row as ConversationCounts;
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
  if (!row) throw notFound("conversation");
  return conversationDto(row);
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
