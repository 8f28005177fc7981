import { assertSameRights } from "@/lib/access/assert-same-rights";
import type { Context } from "@/lib/context";
import type { Delimiter } from "@/lib/csv/defuse-cell";
import { type CsvCell, toCsvStream } from "@/lib/csv/to-csv-stream";
import { assertCan } from "@/lib/permissions";
import { listLogs } from "./queries";
import type { ExportLogs, Log } from "./schemas";
import { writeLog } from "./write-log";

const header = [
  "id",
  "timestamp",
  "operator_id",
  "operator",
  "action",
  "description",
  "client_id",
  "ip_address",
];

/**
 * The lines of a filter as CSV, read page by page while it is sent: exactly those the caller may
 * read. The log names the export before its first line leaves.
 */
export async function exportLogs(
  ctx: Context,
  filter: ExportLogs,
  delimiter: Delimiter = ",",
): Promise<ReadableStream<Uint8Array>> {
  assertCan(ctx, "logs.read");
  await ctx.db.transaction((tx) =>
    writeLog(tx, ctx, {
      action: "export_made",
      description: "Operator log",
      details: { what: "logs", ...filter },
    }),
  );
  return toCsvStream(header, pages(ctx, filter), delimiter);
}

async function* pages(ctx: Context, filter: ExportLogs) {
  let cursor: string | undefined;
  do {
    await assertSameRights(ctx);
    const page = await listLogs(ctx, { ...filter, limit: 1000, cursor });
    yield page.results.map(cells);
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
}

function cells(log: Log): CsvCell[] {
  return [
    log.id,
    log.timestamp,
    log.operator_id,
    log.operator_name,
    log.action,
    log.description,
    log.client_id,
    log.ip_address,
  ];
}
