import { and, desc, eq, gte, inArray, lt, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { clients, operatorLogs, operators } from "@/db/schema";
import { departmentReach } from "@/lib/access/department-reach";
import { hideContacts } from "@/lib/access/hide-contacts";
import { visibleClients } from "@/lib/access/visible-clients";
import type { Context } from "@/lib/context";
import { clientName } from "@/lib/core/client-name";
import { cursorId, decodeCursor } from "@/lib/core/cursor";
import { addDays, startOfDay } from "@/lib/core/days";
import { notFound } from "@/lib/core/errors";
import { pageOf } from "@/lib/core/page-of";
import type { Page } from "@/lib/core/schemas";
import { assertCan } from "@/lib/permissions";
import type { ExportLogs, ListLogs, Log } from "./schemas";

/** A line's time in microseconds and its id: Postgres keeps more than JavaScript's milliseconds. */
const logCursor = z.tuple([cursorId, cursorId]);
const micros = sql<string>`(extract(epoch from ${operatorLogs.timestamp}) * 1000000)::bigint`;

/**
 * The operator log, newest first: all of it for admins, for managers what the people of their
 * departments did and what was done with their clients, for operators their own lines.
 */
export async function listLogs(ctx: Context, filter: ListLogs): Promise<Page<Log>> {
  assertCan(ctx, "logs.read");
  const after = decodeCursor(logCursor, filter.cursor);
  const rows = await selectLogs(
    ctx,
    and(
      await readable(ctx),
      ...conditions(filter),
      after &&
        sql`(${operatorLogs.timestamp}, ${operatorLogs.id}) < ('epoch'::timestamptz + ${after[0]}::float8 * interval '1 microsecond', ${after[1]}::bigint)`,
    ),
  )
    .orderBy(desc(operatorLogs.timestamp), desc(operatorLogs.id))
    .limit(filter.limit + 1);
  const page = pageOf(rows, filter.limit, logDto, (last) => [Number(last.at), last.log.id]);
  return { ...page, results: await hideContacts(ctx, page.results, "details") };
}

/** One line of the log, within the same scope. Throws `not_found`. */
export async function getLog(ctx: Context, id: number): Promise<Log> {
  assertCan(ctx, "logs.read");
  const [row] = await selectLogs(ctx, and(eq(operatorLogs.id, id), await readable(ctx)));
  if (!row) throw notFound("logLine");
  const [line] = await hideContacts(ctx, [logDto(row)], "details");
  return line as Log;
}

function selectLogs(ctx: Context, condition: SQL | undefined) {
  return ctx.db
    .select({ log: operatorLogs, operatorName: operators.name, client: clients, at: micros })
    .from(operatorLogs)
    .leftJoin(operators, eq(operators.id, operatorLogs.operatorId))
    .leftJoin(clients, and(eq(clients.id, operatorLogs.clientId), visibleClients(ctx.actor)))
    .where(condition)
    .$dynamic();
}

function logDto({
  log,
  operatorName,
  client,
}: Awaited<ReturnType<typeof selectLogs>>[number]): Log {
  return {
    id: log.id,
    operator_id: log.operatorId,
    operator_name: operatorName,
    action: log.action,
    description: log.description,
    client_id: log.clientId,
    client_name: client
      ? clientName({
          id: client.id,
          first_name: client.firstName,
          last_name: client.lastName,
          username: client.username,
        })
      : null,
    details: log.details,
    ip_address: log.ipAddress,
    timestamp: log.timestamp.toISOString(),
  };
}

/** The lines an actor may read (undefined: all of them). */
async function readable(ctx: Context): Promise<SQL | undefined> {
  const { actor } = ctx;
  if (actor.type === "system" || actor.role === "admin") return undefined;
  const own = eq(operatorLogs.operatorId, actor.operatorId);
  if (actor.role !== "manager") return own;
  const reach = await departmentReach(ctx);
  const people =
    reach === "all" || reach.length === 0
      ? undefined
      : sql`${operatorLogs.operatorId} in (select ${operators.id} from ${operators} where ${inArray(operators.departmentId, [...reach])})`;
  const theirs = sql`exists (select 1 from ${clients} where ${clients.id} = ${operatorLogs.clientId} and ${visibleClients(actor)})`;
  return or(own, people, theirs);
}

function conditions(filter: ExportLogs): (SQL | undefined)[] {
  const from = filter.date ?? filter.from;
  const to = filter.date ?? filter.to;
  return [
    filter.operator_id ? eq(operatorLogs.operatorId, filter.operator_id) : undefined,
    filter.action ? eq(operatorLogs.action, filter.action) : undefined,
    filter.client_id ? eq(operatorLogs.clientId, filter.client_id) : undefined,
    filter.ip ? eq(operatorLogs.ipAddress, filter.ip) : undefined,
    from ? gte(operatorLogs.timestamp, startOfDay(from, filter.time_zone)) : undefined,
    to ? lt(operatorLogs.timestamp, startOfDay(addDays(to, 1), filter.time_zone)) : undefined,
  ];
}
