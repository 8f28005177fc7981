import { and, eq, type SQL, sql } from "drizzle-orm";
import { clients, conversationReads, conversations, messages } from "@/db/schema";
import { visibleClients } from "@/lib/access/visible-clients";
import type { OperatorContext } from "@/lib/context";
import type { Conversation } from "./schemas";

/** How many client messages the actor has not read; without a mark, those nobody answered. */
export const unreadCount = sql<number>`case when ${conversationReads.incomingRead} is null then ${conversations.unansweredCount}
  else greatest(0, ${conversations.incomingCount} - ${conversationReads.incomingRead}) end`;

/** What lists are in order of: the latest message, before the first one the beginning. */
export const latestAt = sql`coalesce(${conversations.lastMessageAt}, ${conversations.createdAt})`;

// With Postgres's microseconds, which a Date would lose: a page begins exactly where the last one ended.
const exactly = (at: SQL | typeof conversations.waitingSince) =>
  sql<string>`to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** The base of every list of conversations: joined, scoped to the actor, columns named. */
export function selectConversations(
  ctx: OperatorContext,
  condition: SQL | undefined,
  scope: SQL | undefined = visibleClients(ctx.actor),
) {
  return ctx.db
    .select({
      id: conversations.id,
      seq: conversations.seq,
      workState: conversations.workState,
      waitingSince: conversations.waitingSince,
      snoozedUntil: conversations.snoozedUntil,
      lastMessageAt: conversations.lastMessageAt,
      exactlyLatestAt: exactly(latestAt),
      exactlyWaitingSince: exactly(conversations.waitingSince),
      unread: unreadCount,
      client: {
        id: clients.id,
        first_name: clients.firstName,
        last_name: clients.lastName,
        username: clients.username,
        status: clients.status,
        assigned_operator_id: clients.assignedOperatorId,
        department_id: clients.departmentId,
      },
      blockedAt: clients.blockedAt,
      last: {
        id: messages.id,
        senderType: messages.senderType,
        operatorId: messages.operatorId,
        kind: messages.kind,
        preview: sql<string>`left(${messages.content}, 160)`,
        deliveryStatus: messages.deliveryStatus,
        createdAt: messages.createdAt,
      },
    })
    .from(conversations)
    .innerJoin(clients, eq(clients.id, conversations.clientId))
    .leftJoin(
      conversationReads,
      and(
        eq(conversationReads.conversationId, conversations.id),
        eq(conversationReads.operatorId, ctx.actor.operatorId),
      ),
    )
    .leftJoin(messages, eq(messages.id, conversations.lastMessageId))
    .where(and(scope, condition))
    .$dynamic();
}

type Row = Awaited<ReturnType<typeof selectConversations>>[number];

/** A conversation in the API's shape. */
export function conversationDto(row: Row): Conversation {
  return {
    id: row.id,
    client: { ...row.client, blocked_at: row.blockedAt?.toISOString() ?? null },
    seq: row.seq,
    work_state: row.workState,
    waiting_since: row.waitingSince?.toISOString() ?? null,
    snoozed_until: row.snoozedUntil?.toISOString() ?? null,
    unread_count: row.unread,
    last_message: row.last && {
      id: row.last.id,
      sender_type: row.last.senderType,
      operator_id: row.last.operatorId,
      kind: row.last.kind,
      preview: row.last.preview,
      delivery_status: row.last.deliveryStatus,
      created_at: row.last.createdAt.toISOString(),
    },
    last_message_at: row.lastMessageAt?.toISOString() ?? null,
  };
}
