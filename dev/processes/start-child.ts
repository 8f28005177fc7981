import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

export type ChildOptions = {
  /** Stands before its lines. */
  name: string;
  /** A script below the project's root, and its arguments. */
  script: string;
  args?: string[];
  env: Record<string, string | undefined>;
  /** Resolve only when it has printed `{"ready":true,…}`. */
  announcesReady: boolean;
  say(line: string): void;
};

export type Child = {
  /** Asks it to end, and after 8 s makes it; resolves when it is gone. */
  stop(): Promise<void>;
};

const keeper = pathToFileURL(join(import.meta.dirname, "die-with-parent.mjs")).href;
const patienceMs = 8000;

/**
 * Starts one of our processes and starts it again whenever it dies, until it is stopped. Rejects
 * when the first start ends before it was ready.
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  let isStopping = false;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  let current = launch(options);
  const watch = () => {
    const startedAt = Date.now();
    current.child.once("exit", (code, signal) => {
      if (isStopping) return;
      failures = Date.now() - startedAt > 30_000 ? 0 : failures + 1;
      const pause = Math.min(250 * 2 ** failures, 15_000);
      options.say(`${options.name} ended (${signal ?? `code ${code}`}); starting it again.`);
      timer = setTimeout(() => {
        current = launch(options);
        current.ready.catch(() => {});
        watch();
      }, pause);
    });
  };
  if (options.announcesReady) await current.ready;
  else current.ready.catch(() => {});
  watch();
  return {
    async stop() {
      isStopping = true;
      clearTimeout(timer);
      await end(current.child);
    },
  };
}

function launch(options: ChildOptions) {
  const imports = [
    "--import",
    keeper,
    ...(options.script.endsWith(".ts") ? ["--import", "tsx"] : []),
  ];
  // Its own process group: Ctrl-C in a terminal reaches only us, and we end them in order.
  const child = spawn(process.execPath, [...imports, options.script, ...(options.args ?? [])], {
    detached: true,
    env: { ...process.env, ...options.env, STARTED_BY: String(process.pid) },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const lastWords: string[] = [];
  const ready = new Promise<void>((resolve, reject) => {
    const hear = (line: string) => {
      if (line.startsWith('{"ready":true')) return resolve();
      lastWords.push(line);
      if (lastWords.length > 20) lastWords.shift();
      if (!options.announcesReady) options.say(line);
    };
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on("line", hear);
    }
    child.once("error", reject);
    child.once("close", (code) => {
      reject(new Error(`${options.name} did not start (code ${code}).\n${lastWords.join("\n")}`));
    });
  });
  return { child, ready };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || !child.pid) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  signalGroup(child, "SIGTERM");
  const timer = setTimeout(() => signalGroup(child, "SIGKILL"), patienceMs);
  await gone;
  clearTimeout(timer);
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals) {
  try {
    if (process.platform === "win32" || !child.pid) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It ended meanwhile.
  }
}
