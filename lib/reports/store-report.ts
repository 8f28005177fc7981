import { Readable } from "node:stream";
import type { reports } from "@/db/schema";
import type { Delimiter } from "@/lib/csv/defuse-cell";
import { type CsvCell, toCsvStream } from "@/lib/csv/to-csv-stream";
import { putStream } from "@/lib/storage/s3";
import type { ReportResult, ReportRow } from "./schemas";

const header = [
  "id",
  "name",
  "messages_in",
  "messages_out",
  "cases_opened",
  "cases_closed",
  "first_response_median_seconds",
  "first_response_p90_seconds",
  "resolution_median_seconds",
  "lead",
  "active",
  "inactive",
  "closed",
];

/** Where a report's file with this delimiter is kept. */
export function reportKey(id: number, delimiter: Delimiter): string {
  const variant = { ",": "", ";": "-semicolon", "\t": "-tab" }[delimiter];
  return `reports/${id}${variant}.csv`;
}

/** Puts a report's rows into the storage as CSV and returns the key; a second run overwrites it. */
export async function storeReport(
  row: Pick<typeof reports.$inferSelect, "id">,
  result: ReportResult,
  delimiter: Delimiter = ",",
): Promise<string> {
  const key = reportKey(row.id, delimiter);
  async function* batches() {
    yield result.rows.map(cells);
  }
  const stream = toCsvStream(header, batches(), delimiter);
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  await putStream(key, Readable.from(chunks), "text/csv; charset=utf-8");
  return key;
}

function cells(row: ReportRow): CsvCell[] {
  return [
    row.id,
    row.name,
    row.messages_in,
    row.messages_out,
    row.cases_opened,
    row.cases_closed,
    row.first_response_median_seconds,
    row.first_response_p90_seconds,
    row.resolution_median_seconds,
    row.statuses.lead,
    row.statuses.active,
    row.statuses.inactive,
    row.statuses.closed,
  ];
}
