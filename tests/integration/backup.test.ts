import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { seed } from "@/db/seed";
import { hashTable } from "@/lib/backup/hash-table";
import { restoreBackup } from "@/lib/backup/restore-backup";
import { fixTextForm, planTables } from "@/lib/backup/table-plan";
import { writeBackup } from "@/lib/backup/write-backup";
import { testDatabase } from "../support/database";

const folder = mkdtempSync(join(tmpdir(), "crm-backup-"));
const file = join(folder, "desk.backup");
const from = await testDatabase();
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
