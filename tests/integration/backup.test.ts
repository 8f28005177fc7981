import { randomBytes } from "node:crypto";
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { seed } from "@/db/seed";
import { startS3Server } from "@/dev/s3/server";
import { hashTable } from "@/lib/backup/hash-table";
import { restoreBackup, restoreFiles } from "@/lib/backup/restore-backup";
import { fixTextForm, planTables } from "@/lib/backup/table-plan";
import { writeBackup } from "@/lib/backup/write-backup";
import { deleteObject, getStream, putStream, statObject } from "@/lib/storage/s3";
import { testDatabase } from "../support/database";
import { testEnvironment } from "../support/environment";

const folder = mkdtempSync(join(tmpdir(), "crm-backup-"));
const file = join(folder, "desk.backup");
const variables = testEnvironment();
const storage = await startS3Server({
  port: 0,
  dir: join(folder, "s3"),
  accessKeyId: variables.AWS_ACCESS_KEY_ID ?? "",
  secretAccessKey: variables.AWS_SECRET_ACCESS_KEY ?? "",
  region: "us-east-1",
  bucket: variables.AWS_STORAGE_BUCKET_NAME,
});
const from = await testDatabase({ AWS_S3_ENDPOINT_URL: `http://127.0.0.1:${storage.port}` });
const opened: postgres.Sql[] = [];

beforeAll(async () => {
  await seed({ storeFiles: async () => new Map(), storeLibrary: async () => [] });
  await writeBackup(from.sql, file, false);
});

afterAll(async () => {
  await from.close();
  await Promise.all(opened.map((sql) => sql.end()));
  rmSync(folder, { recursive: true, force: true });
});

async function freshDatabase(): Promise<postgres.Sql> {
  const admin = postgres(inject("adminUrl"), { max: 1, onnotice() {} });
  const name = `restore_${randomBytes(6).toString("hex")}`;
  await admin.unsafe(`create database ${name} template crm_template`);
  await admin.end();
  const url = new URL(inject("adminUrl"));
  url.pathname = `/${name}`;
  const sql = postgres(url.href, { max: 2, onnotice() {} });
  opened.push(sql);
  return sql;
}

async function sums(sql: postgres.Sql) {
  return sql.begin(async (tx) => {
    await fixTextForm(tx);
    const all: Record<string, unknown> = {};
    for (const plan of await planTables(tx)) all[plan.name] = await hashTable(tx, plan);
    return all;
  });
}

describe("backup and restore", () => {
  it("gives a fresh database the same rows and hashes, and the next id follows on", async () => {
    const to = await freshDatabase();
    const summary = await restoreBackup(to, file);
    expect(summary.rows).toBeGreaterThan(100);
    expect(await sums(to)).toEqual(await sums(from.sql));
    const newest = (sql: postgres.Sql) =>
      sql`insert into departments (name) values ('Новый') returning id`;
    expect((await newest(to))[0]?.id).toBe((await newest(from.sql))[0]?.id);
    const [references] = await to`select count(*)::int as n from pg_constraint
      where contype = 'f' and connamespace = 'public'::regnamespace`;
    expect(references?.n).toBeGreaterThan(10);
  });

  it("refuses a database that has rows", async () => {
    await expect(restoreBackup(from.sql, file)).rejects.toThrow("not empty");
  });

  it("refuses another schema version", async () => {
    const to = await freshDatabase();
    await to`delete from drizzle.__drizzle_migrations
      where id = (select max(id) from drizzle.__drizzle_migrations)`;
    await expect(restoreBackup(to, file)).rejects.toThrow("another schema version");
  });

  it("keeps nothing of a file that is cut short or is no backup", async () => {
    const to = await freshDatabase();
    const before = await sums(to);
    const cut = join(folder, "cut.backup");
    writeFileSync(cut, readFileSync(file));
    truncateSync(cut, statSync(file).size - 40);
    await expect(restoreBackup(to, cut)).rejects.toThrow("cut short");
    writeFileSync(cut, "hello");
    await expect(restoreBackup(to, cut)).rejects.toThrow("not a backup");
    expect(await sums(to)).toEqual(before);
  });

  it("is readable by its owner alone and never replaces a file", async () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await expect(writeBackup(from.sql, file, false)).rejects.toThrow("exists already");
  });
});

describe("backup with files", () => {
  const whole = join(folder, "whole.backup");
  // More than one piece of a stream, and nothing that compresses.
  const contents = new Map([
    ["media/photo", randomBytes(300_000)],
    ["media/note", Buffer.from("Заметка")],
  ]);

  it("carries the stored files over, byte by byte, and passes over an upload that never came", async () => {
    for (const [key, content] of contents) {
      await putStream(key, Readable.from([content]), "image/png");
      await from.sql`insert into media (name, mime_type, size, storage_key, status)
        values (${key}, 'image/png', ${content.length}, ${key}, 'stored')`;
    }
    await from.sql`insert into media (name, mime_type, size, storage_key, status)
      values ('never', 'image/png', 5, 'media/never', 'uploading')`;
    const report = "reports/summary.csv";
    contents.set(report, Buffer.from("name,count\n"));
    await putStream(report, Readable.from(["name,count\n"]), "image/png");
    await from.sql`insert into reports
      (group_by, from_day, to_day, time_zone, storage_key, requested_by_operator_id)
      select 'operator', '2026-01-01', '2026-01-02', 'UTC', ${report}, min(id) from operators`;
    const made = await writeBackup(from.sql, whole, true);
    expect(made.objects).toBe(contents.size);

    for (const key of contents.keys()) await deleteObject(key);
    const put = await restoreBackup(await freshDatabase(), whole);
    expect(put).toMatchObject({ objects: contents.size, rows: made.rows });
    for (const [key, content] of contents) {
      expect(content.equals(await buffer(await getStream(key))), key).toBe(true);
      expect(await statObject(key)).toEqual({ size: content.length, mimeType: "image/png" });
    }
    expect(await statObject("media/never")).toBeNull();
  });

  it("restores the files alone into another storage, twice as once, without the database", async () => {
    for (const key of contents.keys()) await deleteObject(key);
    const [before] = await from.sql`select count(*) from media`;
    expect(await restoreFiles(whole)).toEqual({ objects: contents.size });
    expect(await restoreFiles(whole)).toEqual({ objects: contents.size });
    for (const [key, content] of contents) {
      expect(content.equals(await buffer(await getStream(key))), key).toBe(true);
    }
    expect(await from.sql`select count(*) from media`).toEqual([before]);
    expect(await restoreFiles(file)).toEqual({ objects: 0 });
    await expect(restoreFiles(join(folder, "none"))).rejects.toThrow("no file");
  });

  it("leaves the files out when they are not asked for", async () => {
    const rows = join(folder, "rows.backup");
    expect(await writeBackup(from.sql, rows, false)).toMatchObject({ objects: 0 });
    expect(statSync(rows).size).toBeLessThan(statSync(whole).size - 250_000);
  });

  it("leaves no half file behind when the storage fails in the middle", async () => {
    await storage.close();
    const broken = join(folder, "broken.backup");
    await expect(writeBackup(from.sql, broken, true)).rejects.toThrow();
    expect(readdirSync(folder).filter((name) => name.startsWith("broken"))).toEqual([]);
  });
});
