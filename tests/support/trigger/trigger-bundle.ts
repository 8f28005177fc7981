import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { spawnChild, stopChild } from "@/tests/support/child";

/** A task as the bundle's index worker finds it (the manifest of Trigger.dev 4.8.3). */
export type IndexedTask = {
  id: string;
  filePath: string;
  queue?: { name: string; concurrencyLimit?: number };
  schedule?: { cron: string; timezone: string; window?: string };
  retry?: { maxAttempts: number };
  maxDuration?: number;
};

type Index = { tasks: IndexedTask[]; workerEntryPoint: string; runtimeVersion: string };

type RunResult =
  | { ok: true }
  | {
      ok: false;
      error: { message?: string; type: string };
      retry?: { timestamp: number; delay: number };
      skippedRetrying?: boolean;
    };

const node = "node_modules/.bin/node";
const projectRef = "proj_ci00000000000000000";

/**
 * What `trigger.dev deploy --dry-run` makes of `trigger.config.ts`, asked by the bundle's own index
 * worker; `run` executes a task in the bundle's own run worker, as Trigger.dev's machines do. Rests on
 * internal protocols of 4.8.3, hence the exact version in package.json.
 */
export async function buildTriggerBundle(apiUrl: string) {
  const { folder, said } = await dryRun(apiUrl);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  const inBundle = (path: unknown) =>
    // The bundle expects to lie in /app of an image.
    typeof path === "string" && path.startsWith("/app") ? join(folder, path.slice(4)) : path;
  const manifestFile = join(folder, "build.here.json");
  const built: { indexWorkerEntryPoint: string; contentHash: string } = JSON.parse(
    readFileSync(join(folder, "build.json"), "utf8"),
    (_key, value: unknown) => inBundle(value),
  );
  writeFileSync(manifestFile, JSON.stringify(built));
  const index = await askIndex(built.indexWorkerEntryPoint, folder, manifestFile);
  writeFileSync(join(folder, "index.json"), JSON.stringify(index));
  return {
    /** The arguments of the command line. */
    said,
    tasks: index.tasks,
    runtimeVersion: index.runtimeVersion,
    run: (taskId: string, payload: unknown, env: Record<string, string>, attempt = 1) =>
      execute(index, folder, built.contentHash, { taskId, payload, env, apiUrl, attempt }),
    remove,
  };
}

async function dryRun(apiUrl: string) {
  const home = mkdtempSync(join(tmpdir(), "crm-trigger-"));
  const noSettings = join(home, "empty.env");
  writeFileSync(noSettings, "");
  const flags = ["--dry-run", "--plain", "--skip-update-check", "--skip-telemetry"];
  const child = spawnChild(
    "node_modules/.bin/trigger",
    ["deploy", ...flags, "--env-file", noSettings],
    {
      CI: "1",
      HOME: home,
      XDG_CONFIG_HOME: home,
      PATH: `${join(process.cwd(), "node_modules/.bin")}:${process.env.PATH}`,
      TRIGGER_ACCESS_TOKEN: `tr_prod_${"0".repeat(24)}`,
      TRIGGER_API_URL: apiUrl,
      TRIGGER_PROJECT_REF: projectRef,
    },
  );
  const said = await text(child.stdout);
  rmSync(home, { recursive: true, force: true });
  const folder = /View the built project at (\S+)/.exec(said)?.[1];
  if (!folder) throw new Error(`trigger.dev deploy made nothing:\n${said}`);
  return { folder, said };
}

async function askIndex(entry: string, folder: string, manifestFile: string): Promise<Index> {
  const child = fork(entry, {
    ...inFolder(folder),
    env: bare({ TRIGGER_BUILD_MANIFEST_PATH: manifestFile, TRIGGER_INDEXING: "1" }),
  });
  type Answer = { type: string; payload: { manifest: Index; importErrors: unknown[] } };
  const { type, payload } = await firstMessage<Answer>(child, (message) => message as Answer);
  if (type !== "INDEX_COMPLETE" || payload.importErrors.length > 0) {
    throw new Error(`the bundle cannot be indexed: ${JSON.stringify(payload).slice(0, 2000)}`);
  }
  return payload.manifest;
}

async function execute(
  index: Index,
  folder: string,
  contentHash: string,
  wanted: {
    taskId: string;
    payload: unknown;
    env: Record<string, string>;
    apiUrl: string;
    attempt: number;
  },
): Promise<RunResult> {
  const task = index.tasks.find(({ id }) => id === wanted.taskId);
  if (!task) throw new Error(`no task ${wanted.taskId}`);
  const child = fork(index.workerEntryPoint, {
    ...inFolder(folder),
    env: bare({
      ...wanted.env,
      TRIGGERDOTDEV: "1",
      TRIGGER_API_URL: wanted.apiUrl,
      TRIGGER_SECRET_KEY: "tr_prod_ci",
      TRIGGER_OTEL_EXPORTER_OTLP_ENDPOINT: `${wanted.apiUrl}/otel`,
    }),
  });
  const metadata = { id: "worker", version: "ci", contentHash, engine: "V2" };
  const execution = describeRun(task, wanted.payload, wanted.attempt);
  const payload = { version: "v1", execution, traceContext: {}, metadata };
  child.send({ type: "EVENT", message: { type: "EXECUTE_TASK_RUN", version: "v1", payload } });
  type Event = { type: string; payload: { result: RunResult } };
  return firstMessage(child, (message) => {
    const event = (message as { message?: Event }).message;
    if (event?.type === "UNCAUGHT_EXCEPTION") throw new Error(JSON.stringify(event.payload));
    return event?.type === "TASK_RUN_COMPLETED" ? event.payload.result : undefined;
  });
}

function describeRun(task: IndexedTask, payload: unknown, attempt: number) {
  const now = new Date();
  const ci = { id: "ci", slug: "ci", name: "ci" };
  return {
    attempt: { number: attempt, startedAt: now },
    run: {
      id: "run_ci1",
      payload: JSON.stringify(payload),
      payloadType: "application/json",
      tags: [],
      createdAt: now,
      startedAt: now,
      maxAttempts: task.retry?.maxAttempts,
      maxDuration: task.maxDuration,
    },
    task: { id: task.id, filePath: task.filePath, exportName: "" },
    queue: { id: "queue_ci", name: task.queue?.name ?? `task/${task.id}` },
    environment: { id: "env", slug: "prod", type: "PRODUCTION" },
    organization: ci,
    project: { ...ci, ref: projectRef },
    machine: { name: "small-1x", cpu: 0.5, memory: 0.5, centsPerMs: 0 },
  };
}

const inFolder = (cwd: string) => ({
  cwd,
  execPath: join(process.cwd(), node),
  execArgv: [],
  stdio: ["ignore", "pipe", "pipe", "ipc"] as ("ignore" | "pipe" | "ipc")[],
});

/** Only what is given: a task must not live on what this machine happens to have. */
const bare = (given: Record<string, string>): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  NODE_ENV: "production",
  ...given,
});

/** The first message that `pick` takes; the child is killed then. Rejects with its output when it ends before. */
async function firstMessage<T>(
  child: ChildProcess,
  pick: (message: unknown) => T | undefined,
): Promise<T> {
  let words = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      words += chunk;
    });
  }
  try {
    return await new Promise<T>((resolve, reject) => {
      child.once("exit", (code) => reject(new Error(`ended with ${code}: ${words}`)));
      setTimeout(() => reject(new Error(`no answer within 40 s: ${words}`)), 40_000).unref();
      child.on("message", (message) => {
        try {
          const picked = pick(message);
          if (picked !== undefined) resolve(picked);
        } catch (error) {
          reject(error);
        }
      });
    });
  } finally {
    await stopChild(child, "SIGKILL");
  }
}
