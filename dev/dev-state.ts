import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { randomToken } from "@/lib/core/ids";

export type Service = "postgres" | "s3" | "pusher" | "telegram";

/** What a data folder remembers between starts: addresses and secrets stay the same. */
export type DevState = {
  secrets: { auth: string; webhook: string; pusherKey: string; pusher: string; s3: string };
  ports: Partial<Record<Service, number>>;
  /** All variables of the `npm run dev` that runs now; only with its lock held does it mean anything. */
  running?: { env: Record<string, string> };
};

/** Reads `dev.json` of the folder; a new or unreadable one starts with fresh secrets. */
export function readDevState(dataDir: string): DevState {
  try {
    return JSON.parse(readFileSync(join(dataDir, "dev.json"), "utf8")) as DevState;
  } catch {
    const secrets = {
      auth: randomToken(36),
      webhook: randomToken(),
      pusherKey: randomToken(12),
      pusher: randomToken(),
      s3: randomToken(),
    };
    return { secrets, ports: {} };
  }
}

/** Replaces `dev.json` at once, readable for its owner only. */
export function writeDevState(dataDir: string, state: DevState): void {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, "dev.json");
  writeFileSync(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
