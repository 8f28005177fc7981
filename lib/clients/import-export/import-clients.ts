import { setImmediate } from "node:timers/promises";
import { inArray, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { clients, departments, tags } from "@/db/schema";
import type { Locale } from "@/i18n/locales";
import { departmentReach } from "@/lib/access/department-reach";
import { reaches } from "@/lib/access/reach";
import { type ImportClients, type ImportResult, importClientsSchema } from "@/lib/clients/schemas";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { notice } from "@/lib/core/refusals/reason";
import { fieldText } from "@/lib/core/refusals/refusal-text";
import { searchForm } from "@/lib/core/search-form";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan, can } from "@/lib/permissions";
import { checkImportRow, type ImportError, type NewClient } from "./check-import-row";
import { readImport } from "./read-import";

/** A table with more is not read on: whoever mends it begins with these. */
const mostErrors = 1000;

/** Errors shown; all are counted. */
const maxErrors = 200;
const batchSize = 1000;

/** Rows that are checked or stored before other requests get their turn: some milliseconds' work. */
const turn = 200;

/**
 * Adds the clients of a CSV, all of them or none. A preview reads and checks the same and adds
 * nothing. Throws `invalid` with the rows to blame when any row has an error.
 */
export async function importClients(
  ctx: Context,
  input: ImportClients,
  { isPreview, locale = "en" }: { isPreview: boolean; locale?: Locale },
): Promise<ImportResult> {
  assertCan(ctx, "clients.import");
  const read = readImport(importClientsSchema.parse(input));
  await setImmediate();
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
    for (const [at, { number, values }] of read.rows.entries()) {
      if (at % turn === 0) await setImmediate();
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
      errors: errors.slice(0, maxErrors).map(({ row, field, ...cause }) => ({
        row,
        field,
        message: fieldText(cause, locale),
      })),
      sample: read.sample,
    };
    if (isPreview) return result;
    if (errors.length > 0) {
      throw new AppError("invalid", "import.hasErrors", {
        params: { count: errors.length },
        details: {
          fields: errors.slice(0, maxErrors).map(({ row, field, ...cause }) => ({
            field: `row ${row}: ${field}`,
            ...cause,
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
    return isTaken ? [{ row, field: "telegram_id", ...notice("client.accountTaken") }] : [];
  });
}

/** As JSON: a statement with a parameter for each cell costs the web server seconds of CPU. */
async function insertAll(tx: Tx, found: NewClient[]): Promise<number> {
  for (let at = 0; at < found.length; at += turn) {
    const given = sql`${JSON.stringify(found.slice(at, at + turn).map(toRow))}::text::jsonb`;
    const made = await tx.execute<{ id: string; tag_ids: number[] }>(sql`
      with given as materialized (
        select nextval(pg_get_serial_sequence('clients', 'id')) as id, g.* from jsonb_to_recordset(${given})
          as g(telegram_id bigint, first_name text, last_name text, username text, phone text, email text,
            email_forms text, status client_status, department_id bigint, is_name_locked boolean, tag_ids jsonb)),
      made as (
        insert into clients (id, telegram_id, first_name, last_name, username, phone, email, email_forms, status,
          department_id, is_name_locked)
        overriding system value
        select id, telegram_id, first_name, last_name, username, phone, email, email_forms, status,
          department_id, is_name_locked from given order by id
        returning id)
      select id, tag_ids from made join given using (id)`);
    const added = sql`${JSON.stringify([...made])}::text::jsonb`;
    // For notes, of clients by hand: nobody has anything to do in it.
    await tx.execute(sql`insert into conversations (client_id, work_state)
      select c.id, 'done' from jsonb_to_recordset(${added}) as a(id bigint) join clients c using (id)
      where c.telegram_id is null order by c.id`);
    await tx.execute(sql`insert into client_tags (client_id, tag_id)
      select a.id, t.tag_id::bigint from jsonb_to_recordset(${added}) as a(id bigint, tag_ids jsonb),
        jsonb_array_elements_text(a.tag_ids) as t(tag_id)`);
  }
  return found.length;
}

const toRow = (client: NewClient) => ({
  telegram_id: client.telegramId,
  first_name: client.firstName,
  last_name: client.lastName,
  username: client.username,
  phone: client.phone,
  email: client.email,
  email_forms: client.emailForms,
  status: client.status,
  department_id: client.departmentId,
  is_name_locked: client.isNameLocked,
  tag_ids: client.tagIds,
});
