import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { migrate } from "@/db/migrate";
import { bundledPrograms } from "./child";
import { startThrowAwayPostgres } from "./postgres";

declare module "vitest" {
  interface ProvidedContext {
    adminUrl: string;
  }
}

/** One Postgres for all suites, with a migrated template from which each makes its own database. */
export default async function setup(project: TestProject) {
  const directory = await mkdtemp(join(tmpdir(), "crm-test-postgres-"));
  const server = await startThrowAwayPostgres(join(directory, "data"));
  const sql = postgres(server.url("postgres"), { max: 1, onnotice() {} });
  await sql.unsafe("create database crm_template");
  await sql.end();
  await migrate(server.url("crm_template"));
  project.provide("adminUrl", server.url("postgres"));
  bundledPrograms();
  return async () => {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  };
}
