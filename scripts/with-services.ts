import { resolve } from "node:path";
import { ZodError } from "zod";
import { closeDatabase } from "@/db/client";
import type { Service } from "@/dev/dev-state";
import { parseEnv } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { logToStderr } from "@/lib/core/logger";
import { knownError } from "@/lib/http/known-error";
import { inLanguage } from "@/lib/http/problem";

/**
 * Runs `work` with a complete environment: the one that is set, else that of the `npm run dev`
 * which runs now, else with the named services started for this once. Ends the process, with code 1
 * and a plain sentence when something fails. In production nothing is started for it: an incomplete
 * environment is refused, unless `allowsIncomplete`.
 */
export async function withServices(
  services: Service[],
  work: () => Promise<void>,
  { allowsIncomplete = false } = {},
): Promise<void> {
  // What it prints is for people and scripts: log lines between would spoil `--json`.
  process.env.LOG_LEVEL ||= "silent";
  logToStderr();
  let release = async () => {};
  try {
    release = await completeEnvironment(services, allowsIncomplete);
    await work();
  } catch (error) {
    process.exitCode = 1;
    console.error(sentence(error));
  }
  await closeDatabase();
  await release();
  process.exit();
}

/** What went wrong, for a person: the cause when the database's driver hides it behind a query. */
export function sentence(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const known = error instanceof AppError || error instanceof ZodError ? knownError(error) : null;
  const { fields = [] } = known ? inLanguage(known, "en") : {};
  if (fields.length > 0) return fields.map((one) => `${one.field}: ${one.message}`).join("\n");
  const { cause } = error;
  if (error.message.startsWith("Failed query") && cause instanceof Error) return sentence(cause);
  if ("code" in error && error.code === "ECONNREFUSED") {
    return "The database does not answer at DATABASE_URL. Is it running?";
  }
  return error.message || error.name;
}

async function completeEnvironment(
  services: Service[],
  allowsIncomplete: boolean,
): Promise<() => Promise<void>> {
  if (isComplete()) return async () => {};
  if (process.env.NODE_ENV === "production") {
    if (!allowsIncomplete) parseEnv(process.env);
    return async () => {};
  }
  // Only here: a production image has no dev/.
  const { lockHolder, takeLock } = await import("@/dev/processes/folder-lock");
  const { startEmbedded } = await import("@/dev/embedded");
  const dataDir = process.env.DATA_DIR || ".data";
  const folder = resolve(import.meta.dirname, "..", dataDir);
  const end = Date.now() + 60_000;
  for (;;) {
    const holder = lockHolder(folder);
    if (holder?.purpose === "dev") {
      const { readDevState } = await import("@/dev/dev-state");
      const { running } = readDevState(folder);
      if (running) {
        fill(running.env);
        return async () => {};
      }
    }
    const lock = takeLock(folder, "shell");
    if (typeof lock === "function") {
      try {
        const port = Number(process.env.PORT || 3000);
        const embedded = await startEmbedded({ dataDir, env: process.env, port, services });
        fill(embedded.env);
        if (services.includes("postgres")) {
          const { migrate } = await import("@/db/migrate");
          await migrate(embedded.env.DATABASE_URL ?? "");
        }
        return async () => {
          await embedded.stop();
          lock();
        };
      } catch (error) {
        lock();
        throw error;
      }
    }
    if (Date.now() > end) {
      throw new Error(
        `Process ${lock.pid} has been using ${dataDir} for a minute. Try again later.`,
      );
    }
    await new Promise((done) => setTimeout(done, 200));
  }
}

function isComplete(): boolean {
  try {
    parseEnv(process.env);
    return true;
  } catch {
    return false;
  }
}

function fill(env: Record<string, string>) {
  for (const [name, value] of Object.entries(env)) process.env[name] ||= value;
}
