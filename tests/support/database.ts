import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { inject } from "vitest";
import { closeDatabase, type Db, db, rawSql } from "@/db/client";
import { testEnvironment } from "./environment";

const holder = globalThis as typeof globalThis & { crmHints?: unknown };

/**
 * This suite's own migrated database, wired into the environment that the product reads.
 * Call once at the top of a suite, before anything calls `env()`; `more` overrides variables.
 */
export async function testDatabase(more: Record<string, string> = {}) {
  const admin = postgres(inject("adminUrl"), { max: 1, onnotice() {} });
  const name = `suite_${randomBytes(6).toString("hex")}`;
  await admin.unsafe(`create database ${name} template crm_template`);
  await admin.end();
  const url = new URL(inject("adminUrl"));
  url.pathname = `/${name}`;
  Object.assign(process.env, testEnvironment(), { DATABASE_URL: url.href }, more);
  // What an earlier suite of this process still does after its end may have opened its own again, and would
  // as long as none is open.
  delete holder.crmHints;
  const closed = closeDatabase();
  const opened = { db: db() as Db, sql: rawSql() };
  await closed;
  return { ...opened, url: url.href, close: closeDatabase };
}
