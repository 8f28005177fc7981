import { type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { cases, clients, conversations, messages } from "@/db/schema";
import type { ReportScope } from "./report-scope";
import type { reportGroups } from "./schemas";

type Group = (typeof reportGroups)[number];
type Span = { from: Date; to: Date };
export type Counts = { messages_in: number; messages_out: number };

/**
 * Whose a case is: who answered it first, else who has the client now. A client's messages count for
 * the owner of their case, an answer for who wrote it.
 */
const owner = sql`coalesce(${cases.firstResponseOperatorId}, ${clients.assignedOperatorId})`;

/** Messages in and out of a span, by operator or department (null: none). */
export async function countMessages(db: Db, group: Group, scope: ReportScope, span: Span) {
  const key =
    group === "department"
      ? sql`${clients.departmentId}`
      : sql`case when ${messages.senderType} = 'operator' then ${messages.operatorId} else ${owner} end`;
  return db.execute<{ key: string | null } & Counts>(sql`
    select ${key}::text as key,
      (count(*) filter (where ${messages.senderType} = 'client'))::int as messages_in,
      (count(*) filter (where ${messages.senderType} = 'operator'))::int as messages_out
    from ${messages} join ${clients} on ${clients.id} = ${messages.clientId}
      left join ${cases} on ${cases.id} = ${messages.caseId}
    where ${within(sql`${messages.createdAt}`, span)} and ${messages.senderType} <> 'system'
      and not ${messages.isInternal} and ${scope.clients} and ${ofOwner(key, scope)}
    group by 1`);
}

type CaseFigures = {
  key: string | null;
  cases_opened: number;
  cases_closed: number;
  first_response_median_seconds: number | null;
  first_response_p90_seconds: number | null;
  resolution_median_seconds: number | null;
};

/** Cases opened and closed within a span and how long the first answer and the end took. */
export async function countCases(db: Db, group: Group, scope: ReportScope, span: Span) {
  const key = group === "department" ? sql`${clients.departmentId}` : owner;
  const opened = within(sql`${cases.openedAt}`, span);
  const closed = within(sql`${cases.closedAt}`, span);
  const answer = sql`extract(epoch from ${cases.firstResponseAt} - ${cases.openedAt})`;
  const end = sql`extract(epoch from ${cases.closedAt} - ${cases.openedAt})`;
  return db.execute<CaseFigures>(sql`
    select ${key}::text as key,
      (count(*) filter (where ${opened}))::int as cases_opened,
      (count(*) filter (where ${closed}))::int as cases_closed,
      (percentile_cont(0.5) within group (order by ${answer}) filter (where ${opened}))::float8 as first_response_median_seconds,
      (percentile_cont(0.9) within group (order by ${answer}) filter (where ${opened}))::float8 as first_response_p90_seconds,
      (percentile_cont(0.5) within group (order by ${end}) filter (where ${closed}))::float8 as resolution_median_seconds
    from ${cases} join ${conversations} on ${conversations.id} = ${cases.conversationId}
      join ${clients} on ${clients.id} = ${conversations.clientId}
    where ((${opened}) or (${closed})) and ${scope.clients} and ${ofOwner(key, scope)}
    group by 1`);
}

/** Clients by status now, by assigned operator or department. */
export async function countStatuses(db: Db, group: Group, scope: ReportScope) {
  const key =
    group === "department" ? sql`${clients.departmentId}` : sql`${clients.assignedOperatorId}`;
  return db.execute<{ key: string | null; status: string; count: number }>(sql`
    select ${key}::text as key, ${clients.status} as status, count(*)::int as count
    from ${clients} where ${scope.clients} and ${ofOwner(key, scope)} group by 1, 2`);
}

const ofOwner = (key: SQL, { ownerId }: ReportScope) =>
  ownerId === null ? sql`true` : sql`${key} = ${ownerId}`;

const within = (column: SQL, { from, to }: Span) =>
  sql`${column} >= ${from.toISOString()}::timestamptz and ${column} < ${to.toISOString()}::timestamptz`;
