import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const node = "node_modules/.bin/node";

/** A process of ours that prints `{"ready":true,"port":N}` when it listens. */
export async function startChild(script: string, env: Record<string, string>) {
  const child = spawnScript(script, env);
  const port = await readyPort(child, script);
  return { port, kill: (signal: NodeJS.Signals = "SIGTERM") => stopChild(child, signal) };
}

/** One of our programs as it is deployed: plain JavaScript starts four times as fast as from the sources. */
export function spawnProgram(name: "worker" | "crm", args: string[], env: Record<string, string>) {
  return spawnChild(node, [join(bundledPrograms(), `${name}.mjs`), ...args], env);
}

/** The folder of our programs, bundled once in a run of tests; child processes inherit where it is. */
export function bundledPrograms(): string {
  const known = process.env.CRM_TEST_PROGRAMS;
  if (known) return known;
  const folder = mkdtempSync(join(tmpdir(), "crm-programs-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  execFileSync(node, ["--import", "tsx", "scripts/bundle.ts", folder], { stdio: "inherit" });
  process.env.CRM_TEST_PROGRAMS = folder;
  return folder;
}

/** A TypeScript file as one process: through the `tsx` command a SIGKILL would miss the real one. */
export function spawnScript(script: string, env: Record<string, string>) {
  return spawnChild(node, ["--import", "tsx", script], env);
}

/** Any command, with our environment beside the given one; its errors go to ours. */
export function spawnChild(command: string, args: string[], env: Record<string, string>) {
  return spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
}

function readyPort(child: ChildProcess, script: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("exit", (code) =>
      reject(new Error(`${script} ended with ${code} before it was ready`)),
    );
    if (!child.stdout) return reject(new Error("no output to read"));
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.startsWith('{"ready":true')) resolve((JSON.parse(line) as { port: number }).port);
    });
  });
}

/** Ends a child and waits until it is gone. */
export function stopChild(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill(signal);
  });
}
