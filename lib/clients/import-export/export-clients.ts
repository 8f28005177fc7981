import { departments } from "@/db/schema";
import { assertSameRights } from "@/lib/access/assert-same-rights";
import { listClients } from "@/lib/clients/queries";
import type { Client, ExportClients } from "@/lib/clients/schemas";
import type { Context } from "@/lib/context";
import type { Delimiter } from "@/lib/csv/defuse-cell";
import { type CsvCell, toCsvStream } from "@/lib/csv/to-csv-stream";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan } from "@/lib/permissions";

const header = [
  "id",
  "telegram_id",
  "first_name",
  "last_name",
  "username",
  "phone",
  "email",
  "status",
  "department",
  "assigned_operator_id",
  "tags",
  "source",
  "last_message_at",
  "created_at",
  "updated_at",
];

/**
 * The clients of a filter as CSV, read page by page while it is sent; texts cannot act as formulas.
 * The log names the export before its first line leaves. The header fits an import.
 */
export async function exportClients(
  ctx: Context,
  filter: ExportClients,
  delimiter: Delimiter = ",",
): Promise<ReadableStream<Uint8Array>> {
  assertCan(ctx, "clients.export");
  await ctx.db.transaction((tx) =>
    writeLog(tx, ctx, {
      action: "export_made",
      description: "Clients",
      // The search itself may be a name or a phone.
      details: { what: "clients", ...filter, ...(filter.search ? { search: true } : {}) },
    }),
  );
  const named = await ctx.db
    .select({ id: departments.id, name: departments.name })
    .from(departments);
  const names = new Map(named.map(({ id, name }) => [id, name]));
  return toCsvStream(header, pages(ctx, filter, names), delimiter);
}

async function* pages(ctx: Context, filter: ExportClients, places: Map<number, string>) {
  let cursor: string | undefined;
  do {
    await assertSameRights(ctx);
    const page = await listClients(ctx, { ...filter, limit: 1000, cursor });
    yield page.results.map((client) => cells(client, places));
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
}

function cells(client: Client, places: Map<number, string>): CsvCell[] {
  return [
    client.id,
    client.telegram_id,
    client.first_name,
    client.last_name,
    client.username,
    client.phone,
    client.email,
    client.status,
    client.department_id === null ? null : (places.get(client.department_id) ?? null),
    client.assigned_operator_id,
    client.tags.map(({ name }) => name).join(", "),
    client.source,
    client.last_message_at,
    client.created_at,
    client.updated_at,
  ];
}
