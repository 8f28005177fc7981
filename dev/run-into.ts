import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Runs a script of ours to its end, its lines through `say`; resolves with its exit code. */
export function runInto(
  say: (line: string) => void,
  script: string,
  args: string[],
  env: Record<string, string>,
): Promise<number> {
  const child = spawn(process.execPath, ["--import", "tsx", script, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", say);
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}
