import { inArray } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { clients, clientTags, conversations, departments, tags } from "@/db/schema";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { searchForm } from "@/lib/core/search-form";
import { departmentReach } from "@/lib/departments/reach";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan, can, reaches } from "@/lib/permissions";
import { checkImportRow, type ImportError, type NewClient } from "./check-import-row";
import { readImport } from "./read-import";
import { type ImportClients, type ImportResult, importClientsSchema } from "./schemas";

/** A table with more is not read on: whoever mends it begins with these. */
const mostErrors = 1000;

/** Errors shown; all are counted. */
const maxErrors = 200;
const batchSize = 1000;

/**
 * Adds the clients of a CSV, all of them or none. A preview reads and checks the same and adds
 * nothing. Throws `invalid` with the rows to blame when any row has an error.
 */
export async function importClients(
  ctx: Context,
  input: ImportClients,
  { isPreview }: { isPreview: boolean },
): Promise<ImportResult> {
  assertCan(ctx, "clients.import");
  const read = readImport(importClientsSchema.parse(input));
  const reach = await departmentReach(ctx);
  return ctx.db.transaction(async (tx) => {
    const allDepartments = await tx
      .select({ id: departments.id, name: departments.name, isDefault: departments.isDefault })
      .from(departments);
    const allTags = await tx.select({ id: tags.id, name: tags.name }).from(tags);
    const own = ctx.actor.type === "operator" ? ctx.actor.departmentId : null;
    const home = own ?? allDepartments.find(({ isDefault }) => isDefault)?.id ?? null;
    const known = {
      departments: new Map(
        allDepartments
          .filter(({ id }) => reaches(reach, id))
          .map(({ id, name }) => [searchForm(name), id]),
      ),
      tags: new Map(allTags.map(({ id, name }) => [searchForm(name), id])),
      departmentId: reach === "all" || reaches(reach, home) ? home : undefined,
      mayNameAccounts: can(ctx.actor, "clients.name_account"),
    };
    const found: NewClient[] = [];
    const errors: ImportError[] = [];
    for (const { number, values } of read.rows) {
      const checked = checkImportRow(values, number, known);
      if (checked.client) found.push(checked.client);
      errors.push(...checked.errors);
      if (errors.length > mostErrors) break;
    }
    errors.push(...(await findTaken(tx, found)));
    errors.sort((a, b) => a.row - b.row);
    const result: ImportResult = {
      columns: read.columns,
      mapping: read.mapping,
      rows: read.rows.length,
      created: 0,
      error_count: errors.length,
      errors: errors.slice(0, maxErrors),
      sample: read.sample,
    };
    if (isPreview) return result;
    if (errors.length > 0) {
      throw new AppError("invalid", `${errors.length} errors: nothing was imported.`, {
        details: {
          fields: result.errors.map(({ row, field, message }) => ({
            field: `row ${row}: ${field}`,
            message,
          })),
        },
      });
    }
    const created = await insertAll(tx, found);
    await writeLog(tx, ctx, {
      action: "clients_imported",
      description: `${created} clients`,
      details: { created },
    });
    return { ...result, created };
  });
}

/** Telegram accounts that are clients already, in the database or further up in the file. */
async function findTaken(tx: Tx, found: NewClient[]): Promise<ImportError[]> {
  const ids = found.flatMap(({ telegramId }) => telegramId ?? []);
  const taken = new Set<number | null>();
  for (let at = 0; at < ids.length; at += batchSize) {
    const rows = await tx
      .select({ telegramId: clients.telegramId })
      .from(clients)
      .where(inArray(clients.telegramId, ids.slice(at, at + batchSize)));
    for (const row of rows) taken.add(row.telegramId);
  }
  return found.flatMap(({ telegramId, row }) => {
    if (telegramId === null) return [];
    const isTaken = taken.has(telegramId);
    taken.add(telegramId);
    return isTaken
      ? [{ row, field: "telegram_id", message: "This Telegram account is a client already." }]
      : [];
  });
}

async function insertAll(tx: Tx, found: NewClient[]): Promise<number> {
  for (let at = 0; at < found.length; at += batchSize) {
    const batch = found.slice(at, at + batchSize);
    const rows = await tx
      .insert(clients)
      .values(batch.map(({ tagIds: _tags, row: _row, ...client }) => client))
      .returning({ id: clients.id, telegramId: clients.telegramId });
    const chats = rows.filter((row) => row.telegramId === null);
    if (chats.length > 0) {
      // For notes: nobody has anything to do in it.
      const notes = chats.map((row) => ({ clientId: row.id, workState: "done" as const }));
      await tx.insert(conversations).values(notes);
    }
    // Postgres answers inserted rows in the order given.
    const tagged = rows.flatMap((row, place) =>
      (batch[place]?.tagIds ?? []).map((tagId) => ({ clientId: row.id, tagId })),
    );
    if (tagged.length > 0) await tx.insert(clientTags).values(tagged);
  }
  return found.length;
}
