import { and, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { clients, conversations, mentions, messages } from "@/db/schema";
import type { OperatorContext } from "@/lib/context";
import type { ConversationFilter } from "./schemas";
import { unreadCount } from "./select-conversations";
import type { ConversationView } from "./terms";

// States are written out, so that Postgres knows them for its partial index of open conversations.
const isOpen = sql`${conversations.workState} <> 'done'`;
const isAtWork = sql`${conversations.workState} <> 'done' and ${conversations.workState} <> 'snoozed'`;
// A client entered by hand has a conversation for notes only: it begins with the first message.
const hasBegun = isNotNull(conversations.lastMessageAt);

/** What a view holds, narrowed to the wanted department, operator and deliveries. */
export function viewCondition(
  ctx: OperatorContext,
  view: ConversationView,
  filter: ConversationFilter,
): SQL | undefined {
  return and(
    inView(ctx, view, filter),
    filter.department_id ? eq(clients.departmentId, filter.department_id) : undefined,
    filter.operator_id ? eq(clients.assignedOperatorId, filter.operator_id) : undefined,
  );
}

function inView(
  ctx: OperatorContext,
  view: ConversationView,
  filter: ConversationFilter,
): SQL | undefined {
  const { operatorId, departmentId } = ctx.actor;
  switch (view) {
    case "mine":
      return and(eq(clients.assignedOperatorId, operatorId), isAtWork);
    case "unassigned":
      return and(isNull(clients.assignedOperatorId), isAtWork);
    case "department":
      return and(
        departmentId === null
          ? isNotNull(clients.departmentId)
          : eq(clients.departmentId, departmentId),
        isAtWork,
      );
    case "unread":
      return sql`${unreadCount} > 0`;
    case "waiting":
      return isNotNull(conversations.waitingSince);
    case "undelivered":
      return undelivered(filter);
    case "mentions":
      return mentioning(operatorId, sql`${mentions.createdAt} > now() - interval '30 days'`);
    case "open":
      return isOpen;
    case "snoozed":
      return sql`${conversations.workState} = 'snoozed' and ${conversations.snoozedUntil} is not null`;
    case "done":
      return and(sql`${conversations.workState} = 'done'`, hasBegun);
    case "all":
      return hasBegun;
  }
}

/** The conversations that a view's counter counts: of mentions, the unread ones. */
export function countedCondition(
  ctx: OperatorContext,
  view: ConversationView,
  filter: ConversationFilter,
): SQL | undefined {
  return view === "mentions"
    ? and(
        viewCondition(ctx, "all", filter),
        mentioning(ctx.actor.operatorId, isNull(mentions.readAt)),
      )
    : viewCondition(ctx, view, filter);
}

function mentioning(operatorId: number, which: SQL): SQL {
  return sql`${conversations.id} in (
    select ${messages.conversationId} from ${mentions} join ${messages} on ${messages.id} = ${mentions.messageId}
    where ${mentions.operatorId} = ${operatorId} and ${which})`;
}

function undelivered({ delivery_status, since }: ConversationFilter): SQL {
  const from = since ? sql`${since}::timestamptz` : sql`now() - interval '30 days'`;
  const which = delivery_status
    ? sql`${messages.deliveryStatus} = ${delivery_status}`
    : sql`${messages.deliveryStatus} in ('failed', 'unknown')`;
  // Both conditions: the first is the partial index's own.
  return sql`${conversations.id} in (
    select ${messages.conversationId} from ${messages}
    where ${messages.deliveryStatus} in ('failed', 'unknown') and ${which}
      and ${messages.deletedAt} is null and ${messages.createdAt} >= ${from})`;
}
