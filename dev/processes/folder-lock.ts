import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { processCommand } from "./process-command";

/** `dev`: `npm run dev`, which others may use; `shell`: a command that ends by itself. */
export type LockPurpose = "dev" | "shell";
export type LockHolder = { pid: number; purpose: LockPurpose };

/** Who works with the folder's services right now, or null. */
export function lockHolder(dataDir: string): LockHolder | null {
  try {
    const holder = JSON.parse(readFileSync(lockFile(dataDir), "utf8")) as LockHolder & {
      command: string;
    };
    // A killed holder's number may belong to another program by now.
    return processCommand(holder.pid) === holder.command ? holder : null;
  } catch {
    return null;
  }
}

/**
 * Takes the folder for this process, or returns who has it. Call the returned function to give it
 * back; a killed holder's lock is taken over.
 */
export function takeLock(dataDir: string, purpose: LockPurpose): (() => void) | LockHolder {
  mkdirSync(dataDir, { recursive: true });
  const file = lockFile(dataDir);
  const entry = { pid: process.pid, purpose, command: processCommand(process.pid) };
  for (;;) {
    try {
      writeFileSync(file, JSON.stringify(entry), { flag: "wx" });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = lockHolder(dataDir);
    if (holder) return holder;
    rmSync(file, { force: true });
  }
}

const lockFile = (dataDir: string) => join(dataDir, "dev.lock");
