import { and, eq, type SQL, sql } from "drizzle-orm";
import { cases, clients, conversations, messages } from "@/db/schema";
import { visibleClients } from "@/lib/access/visible-clients";
import type { Context } from "@/lib/context";
import { assertCan } from "@/lib/permissions";
import { botHealth } from "./bot-health";
import { operatorLoad } from "./operator-load";
import { periodMarks } from "./period-marks";
import type { Statistics, StatisticsQuery } from "./schemas";

/**
 * The figures of now and of a period, of the clients that the actor may see. Each is one indexed
 * statement; without limits on clients their table is not even read for messages.
 */
export async function getStatistics(ctx: Context, query: StatisticsQuery): Promise<Statistics> {
  assertCan(ctx, "statistics.read");
  const marks = periodMarks(query.period, query.time_zone, new Date());
  const [from, to] = [marks[0], marks.at(-1)] as [Date, Date];
  const scope = and(
    visibleClients(ctx.actor),
    query.department_id ? eq(clients.departmentId, query.department_id) : undefined,
  );
  const [now, answers, counted, unsettled, load, bot] = await Promise.all([
    countNow(ctx, scope),
    firstResponse(ctx, scope, from, to),
    countMessages(ctx, scope, marks),
    countUnsettled(ctx, scope, from, to),
    operatorLoad(ctx, query.department_id),
    botHealth(ctx),
  ]);
  const series = marks.slice(0, -1).map((mark, index) => ({
    at: mark.toISOString(),
    messages_in: counted.get(index + 1)?.in ?? 0,
    messages_out: counted.get(index + 1)?.out ?? 0,
  }));
  return {
    period: query.period,
    from: from.toISOString(),
    to: to.toISOString(),
    ...now,
    first_response: answers,
    messages_in: series.reduce((sum, point) => sum + point.messages_in, 0),
    messages_out: series.reduce((sum, point) => sum + point.messages_out, 0),
    series,
    load,
    ...unsettled,
    bot,
  };
}

// Conditions on states are written out, so that Postgres knows them for its partial indexes'.
async function countNow(ctx: Context, scope: SQL | undefined) {
  const [row] = await ctx.db
    .select({
      open: sql<number>`count(*)::int`,
      waiting: sql<number>`count(${conversations.waitingSince})::int`,
      unassigned: sql<number>`(count(*) filter (where ${clients.assignedOperatorId} is null and ${conversations.workState} <> 'snoozed'))::int`,
    })
    .from(conversations)
    .innerJoin(clients, eq(clients.id, conversations.clientId))
    .where(and(sql`${conversations.workState} <> 'done'`, scope));
  return row ?? { open: 0, waiting: 0, unassigned: 0 };
}

async function firstResponse(ctx: Context, scope: SQL | undefined, from: Date, to: Date) {
  const seconds = sql`extract(epoch from ${cases.firstResponseAt} - ${cases.openedAt})`;
  const [row] = await ctx.db
    .select({
      median_seconds: sql<
        number | null
      >`percentile_cont(0.5) within group (order by ${seconds})::float8`,
      p90_seconds: sql<
        number | null
      >`percentile_cont(0.9) within group (order by ${seconds})::float8`,
      count: sql<number>`count(*)::int`,
    })
    .from(cases)
    .where(
      and(
        within(cases.openedAt, from, to),
        sql`${cases.firstResponseAt} is not null`,
        scope &&
          sql`${cases.conversationId} in (select ${conversations.id} from ${conversations} join ${clients} on ${clients.id} = ${conversations.clientId} where ${scope})`,
      ),
    );
  return row ?? { median_seconds: null, p90_seconds: null, count: 0 };
}

async function countMessages(ctx: Context, scope: SQL | undefined, marks: Date[]) {
  const bounds = `{${marks.map((mark) => `"${mark.toISOString()}"`).join(",")}}`;
  const [from, to] = [marks[0], marks.at(-1)] as [Date, Date];
  const bar = sql<number>`width_bucket(${messages.createdAt}, ${bounds}::timestamptz[])`;
  const rows = await ctx.db
    .select({
      bar,
      in: sql<number>`(count(*) filter (where ${messages.senderType} = 'client'))::int`,
      out: sql<number>`(count(*) filter (where ${messages.senderType} = 'operator' and not ${messages.isInternal}))::int`,
    })
    .from(messages)
    .where(and(within(messages.createdAt, from, to), ofScope(scope)))
    .groupBy(sql`1`);
  return new Map(rows.map((row) => [row.bar, row]));
}

async function countUnsettled(ctx: Context, scope: SQL | undefined, from: Date, to: Date) {
  const [row] = await ctx.db
    .select({
      failed: sql<number>`(count(*) filter (where ${messages.deliveryStatus} = 'failed'))::int`,
      unknown: sql<number>`(count(*) filter (where ${messages.deliveryStatus} = 'unknown'))::int`,
    })
    .from(messages)
    .where(
      and(
        sql`${messages.deliveryStatus} in ('failed', 'unknown')`,
        // What a person has put away is no task any more.
        sql`${messages.deletedAt} is null`,
        within(messages.createdAt, from, to),
        ofScope(scope),
      ),
    );
  return row ?? { failed: 0, unknown: 0 };
}

const ofScope = (scope: SQL | undefined) =>
  scope && sql`${messages.clientId} in (select ${clients.id} from ${clients} where ${scope})`;

const within = (
  column: typeof messages.createdAt | typeof cases.openedAt,
  from: Date,
  to: Date,
): SQL =>
  sql`${column} >= ${from.toISOString()}::timestamptz and ${column} < ${to.toISOString()}::timestamptz`;
