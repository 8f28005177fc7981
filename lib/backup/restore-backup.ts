import { createHash } from "node:crypto";
import { once } from "node:events";
import { PassThrough } from "node:stream";
import { finished } from "node:stream/promises";
import type { Sql, TransactionSql } from "postgres";
import { z } from "zod";
import { putStream } from "@/lib/storage/s3";
import { type Frame, readArchive } from "./archive";
import { hashTable } from "./hash-table";
import { fixTextForm, planTables, quoted, schemaVersion, tablePlanSchema } from "./table-plan";

const manifestSchema = z.object({ format: z.literal(1), schema: z.array(z.string()) });
const sumSchema = z.object({ rows: z.number(), sha256: z.string() });
const objectSchema = z.object({ key: z.string(), mimeType: z.string() });
const closeSchema = z.object({
  sequences: z.array(z.object({ name: z.string(), value: z.string() })),
});

export type RestoreSummary = { tables: number; rows: number; objects: number };

/**
 * Puts a backup into an empty database of the same schema, all or nothing, and compares each table's
 * rows and hash with the backup's. Rejects with a sentence and leaves the database as it was.
 */
export async function restoreBackup(sql: Sql, file: string): Promise<RestoreSummary> {
  // A broken file is found before the database is touched: a COPY that stops half-way holds it up.
  await checkArchive(file);
  return sql.begin(async (tx) => {
    await fixTextForm(tx);
    const frames = readArchive(file);
    const manifest = manifestSchema.safeParse(json(await next(frames, file, "manifest")));
    if (!manifest.success) throw new Error(`${file} is not a backup that this version reads.`);
    if (manifest.data.schema.join() !== (await schemaVersion(tx)).join()) {
      throw new Error(
        "The backup has another schema version than the database: restore it with the version of the product that made it, then migrate.",
      );
    }
    await refuseRows(tx);
    // Tables refer to each other in circles: the references come back, checked, at the end.
    const references = await dropReferences(tx);
    const summary: RestoreSummary = { tables: 0, rows: 0, objects: 0 };
    for (;;) {
      const frame = await frames.next();
      if (frame.done) throw new Error(`${file} is cut short: it cannot be restored.`);
      const { kind } = frame.value;
      if (kind === "table") {
        summary.rows += await restoreTable(tx, frames, json(frame.value), file);
        summary.tables++;
      } else if (kind === "object") {
        await restoreObject(frames, json(frame.value), file);
        summary.objects++;
      } else if (kind === "close") {
        for (const { name, value } of closeSchema.parse(json(frame.value)).sequences) {
          await tx`select setval(${`public.${quoted(name)}`}::regclass, ${value}::bigint)`;
        }
        break;
      } else throw new Error(`${file} is damaged: it cannot be restored.`);
    }
    for (const line of references) await tx.unsafe(line);
    return summary;
  });
}

/**
 * Puts only the stored files of a backup into the storage, under the keys that they had: for a move to
 * another storage. The database is neither read nor changed; twice is the same as once.
 */
export async function restoreFiles(file: string): Promise<{ objects: number }> {
  await checkArchive(file);
  const frames = readArchive(file);
  let objects = 0;
  for await (const frame of frames) {
    if (frame.kind !== "object") continue;
    await restoreObject(frames, json(frame), file);
    objects++;
  }
  return { objects };
}

async function checkArchive(file: string) {
  let last: Frame["kind"] | undefined;
  let hash = createHash("sha256");
  for await (const { kind, payload } of readArchive(file)) {
    if (!last && kind !== "manifest") throw new Error(`${file} is not a backup of this desk.`);
    if (kind === "table" || kind === "object") hash = createHash("sha256");
    if (kind === "data") hash.update(payload);
    if (kind === "end") {
      const { sha256 } = z.object({ sha256: z.string() }).parse(JSON.parse(payload.toString()));
      if (sha256 !== hash.digest("hex")) throw new Error(`${file} is damaged: nothing was done.`);
    }
    last = kind;
  }
  if (last !== "close") throw new Error(`${file} is cut short: it cannot be restored.`);
}

async function refuseRows(tx: TransactionSql) {
  for (const { name } of await planTables(tx)) {
    const rows = await tx.unsafe(`select 1 from public.${quoted(name)} limit 1`);
    if (rows.length > 0) {
      throw new Error(`The database is not empty (${name} has rows): restore into a new one.`);
    }
  }
}

async function dropReferences(tx: TransactionSql): Promise<string[]> {
  const rows = await tx<{ drop: string; add: string }[]>`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
      format('alter table %s add constraint %I %s', conrelid::regclass, conname,
        pg_get_constraintdef(oid)) as add
    from pg_constraint
    where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0`;
  for (const row of rows) await tx.unsafe(row.drop);
  return rows.map((row) => row.add);
}

async function restoreTable(
  tx: TransactionSql,
  frames: AsyncGenerator<Frame>,
  value: unknown,
  file: string,
): Promise<number> {
  const plan = tablePlanSchema.parse(value);
  const columns = plan.columns.map(quoted).join(", ");
  const into = await tx
    .unsafe(`copy public.${quoted(plan.name)} (${columns}) from stdin`)
    .writable();
  const done = finished(into);
  done.catch(() => undefined);
  let end: Frame;
  for (;;) {
    end = await next(frames, file);
    if (end.kind !== "data") break;
    if (!into.write(end.payload)) await Promise.race([once(into, "drain"), done]);
  }
  into.end();
  await done;
  const expected = sumSchema.parse(json(end));
  const found = await hashTable(tx, plan);
  if (found.rows !== expected.rows || found.sha256 !== expected.sha256) {
    throw new Error(
      `Table ${plan.name} differs from the backup after the restore (${found.rows} rows instead of ${expected.rows}, or other contents): nothing was kept.`,
    );
  }
  return found.rows;
}

async function restoreObject(frames: AsyncGenerator<Frame>, value: unknown, file: string) {
  const { key, mimeType } = objectSchema.parse(value);
  const body = new PassThrough();
  const stored = putStream(key, body, mimeType);
  stored.catch(() => undefined);
  const hash = createHash("sha256");
  for (;;) {
    const frame = await next(frames, file);
    if (frame.kind !== "data") {
      body.end();
      await stored;
      const { sha256 } = z.object({ sha256: z.string() }).parse(json(frame));
      if (sha256 === hash.digest("hex")) return;
      throw new Error(`The file ${key} is damaged in the backup.`);
    }
    hash.update(frame.payload);
    if (!body.write(frame.payload)) await Promise.race([once(body, "drain"), stored]);
  }
}

async function next(
  frames: AsyncGenerator<Frame>,
  file: string,
  kind?: Frame["kind"],
): Promise<Frame> {
  const frame = await frames.next();
  if (frame.done) throw new Error(`${file} is cut short or no backup: it cannot be restored.`);
  if (kind && frame.value.kind !== kind) throw new Error(`${file} is not a backup of this desk.`);
  return frame.value;
}

function json(frame: Frame): unknown {
  return JSON.parse(frame.payload.toString());
}
