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

type Server = { adminUrl: string; stop(): Promise<void> };

// Both projects that need it are set up in one process.
const holder = globalThis as typeof globalThis & {
  suitePostgres?: Promise<Server>;
  users?: number;
};

/** One Postgres for all suites, with a migrated template from which each makes its own database. */
export default async function setup(project: TestProject) {
  holder.users = (holder.users ?? 0) + 1;
  holder.suitePostgres ??= start();
  const server = await holder.suitePostgres;
  project.provide("adminUrl", server.adminUrl);
  bundledPrograms();
  return async () => {
    holder.users = (holder.users ?? 1) - 1;
    if (holder.users > 0) return;
    delete holder.suitePostgres;
    await server.stop();
  };
}

async function start(): Promise<Server> {
  const directory = await mkdtemp(join(tmpdir(), "crm-test-postgres-"));
  const server = await startThrowAwayPostgres(join(directory, "data"));
  const adminUrl = server.url("postgres");
  const sql = postgres(adminUrl, { max: 1, onnotice() {} });
  await sql.unsafe("create database crm_template");
  await sql.end();
  await migrate(server.url("crm_template"));
  return {
    adminUrl,
    async stop() {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
