import { inArray } from "drizzle-orm";
import type { Db } from "@/db/client";
import { departments, operators, type reports } from "@/db/schema";
import { addDays, startOfDay } from "@/lib/core/days";
import { countCases, countMessages, countStatuses } from "./count-span";
import type { ReportScope } from "./report-scope";
import type { ReportRow } from "./schemas";

type Row = typeof reports.$inferSelect;

/** The figures of the whole range, by operator or department in the order of names, "none" last. */
export async function reportRows(db: Db, row: Row, scope: ReportScope): Promise<ReportRow[]> {
  const span = {
    from: startOfDay(row.fromDay, row.timeZone),
    to: startOfDay(addDays(row.toDay, 1), row.timeZone),
  };
  const [messages, cases, statuses] = await Promise.all([
    countMessages(db, row.groupBy, scope, span),
    countCases(db, row.groupBy, scope, span),
    countStatuses(db, row.groupBy, scope),
  ]);
  const found = new Map<string | null, ReportRow>();
  const of = (key: string | null): ReportRow => {
    const known = found.get(key) ?? emptyRow(key);
    found.set(key, known);
    return known;
  };
  for (const { key, ...figures } of messages) Object.assign(of(key), figures);
  for (const { key, ...figures } of cases) Object.assign(of(key), figures);
  for (const { key, status, count } of statuses) {
    Object.assign(of(key).statuses, { [status]: count });
  }
  const rows = [...found.values()];
  const names = await namesOf(
    db,
    row.groupBy,
    rows.flatMap(({ id }) => id ?? []),
  );
  for (const one of rows) one.name = one.id === null ? null : (names.get(one.id) ?? null);
  return rows.sort(byName);
}

function byName(a: ReportRow, b: ReportRow): number {
  if (a.id === null || b.id === null) return a.id === null ? 1 : -1;
  return (a.name ?? "").localeCompare(b.name ?? "", "ru") || a.id - b.id;
}

async function namesOf(db: Db, group: Row["groupBy"], ids: number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const table = group === "operator" ? operators : departments;
  const rows = await db
    .select({ id: table.id, name: table.name })
    .from(table)
    .where(inArray(table.id, ids));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

function emptyRow(key: string | null): ReportRow {
  return {
    id: key === null ? null : Number(key),
    name: null,
    messages_in: 0,
    messages_out: 0,
    cases_opened: 0,
    cases_closed: 0,
    first_response_median_seconds: null,
    first_response_p90_seconds: null,
    resolution_median_seconds: null,
    statuses: { lead: 0, active: 0, inactive: 0, closed: 0 },
  };
}
