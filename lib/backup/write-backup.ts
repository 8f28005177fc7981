import { createHash } from "node:crypto";
import { link, rm } from "node:fs/promises";
import type { Sql, TransactionSql } from "postgres";
import { getStream, statObject } from "@/lib/storage/s3";
import { openArchive } from "./archive";
import { hashTable } from "./hash-table";
import { fixTextForm, planTables, schemaVersion, type TablePlan } from "./table-plan";

export type BackupSummary = { file: string; tables: number; rows: number; objects: number };

/**
 * Writes every table into one file, as of one moment, while the desk goes on; with `withFiles` also
 * the stored files. The file appears under its name only when it is whole. Refuses one that exists.
 */
export async function writeBackup(
  sql: Sql,
  file: string,
  withFiles: boolean,
): Promise<BackupSummary> {
  const partial = `${file}.${process.pid}.partial`;
  const archive = openArchive(partial);
  try {
    const summary = await sql.begin("isolation level repeatable read read only", async (tx) => {
      await fixTextForm(tx);
      const plans = await planTables(tx);
      await archive.describe("manifest", {
        format: 1,
        createdAt: new Date().toISOString(),
        schema: await schemaVersion(tx),
        withFiles,
      });
      let total = 0;
      for (const plan of plans) {
        await archive.describe("table", plan);
        const sum = await hashTable(tx, plan, archive.data);
        await archive.describe("end", sum);
        total += sum.rows;
      }
      const sequences = await tx`
        select sequencename as name, last_value::text as value from pg_sequences
        where schemaname = 'public' and last_value is not null order by 1`;
      const keys = withFiles ? await storedKeys(tx, plans) : [];
      return { tables: plans.length, rows: total, sequences, keys };
    });
    let objects = 0;
    for (const key of summary.keys) if (await addObject(archive, key)) objects++;
    await archive.describe("close", { sequences: summary.sequences });
    await archive.close();
    // Unlike a rename, a link never replaces somebody else's file.
    await link(partial, file);
    return { file, tables: summary.tables, rows: summary.rows, objects };
  } catch (error) {
    archive.destroy();
    if ((error as NodeJS.ErrnoException).code === "EEXIST") {
      throw new Error(`${file} exists already: choose another name.`);
    }
    throw error;
  } finally {
    await rm(partial, { force: true });
  }
}

/** Whatever table names a stored file, it does so in a column of this name. */
async function storedKeys(tx: TransactionSql, plans: TablePlan[]): Promise<string[]> {
  const keys = new Set<string>();
  for (const { name } of plans.filter(({ columns }) => columns.includes("storage_key"))) {
    const rows = await tx<{ key: string }[]>`
      select storage_key as key from ${tx(name)} where storage_key is not null`;
    for (const { key } of rows) keys.add(key);
  }
  return [...keys];
}

async function addObject(archive: ReturnType<typeof openArchive>, key: string): Promise<boolean> {
  const stat = await statObject(key);
  // An upload that was announced and never came has a key and no file.
  if (!stat) return false;
  await archive.describe("object", { key, mimeType: stat.mimeType });
  const hash = createHash("sha256");
  for await (const chunk of await getStream(key)) {
    hash.update(chunk as Buffer);
    await archive.data(chunk as Buffer);
  }
  await archive.describe("end", { sha256: hash.digest("hex") });
  return true;
}
