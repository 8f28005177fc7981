import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { processCommand } from "@/dev/processes/process-command";

/**
 * Ends a server that a killed supervisor left running on this folder, and removes its pid file.
 * Rejects when it does not end within 20 s.
 */
export async function stopLeftover(folder: string): Promise<void> {
  const file = join(folder, "postmaster.pid");
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  const isOurs = () => processCommand(pid)?.includes(folder) ?? false;
  if (isOurs()) process.kill(pid, "SIGINT");
  const end = Date.now() + 20_000;
  while (isOurs()) {
    if (Date.now() > end)
      throw new Error(`Postgres (process ${pid}) does not end; end it by hand.`);
    await new Promise((done) => setTimeout(done, 50));
  }
  // The number may belong to another program by now, and Postgres would believe it is its own.
  rmSync(file, { force: true });
}
