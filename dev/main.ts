import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { migrate } from "@/db/migrate";
import { parseEnv } from "@/lib/core/env";
import { setWebhook } from "@/scripts/crm/set-webhook";
import { readDevState, writeDevState } from "./dev-state";
import { type Embedded, startEmbedded } from "./embedded";
import { isPortFree } from "./processes/choose-port";
import { takeLock } from "./processes/folder-lock";
import { type Child, startChild } from "./processes/start-child";
import { runInto } from "./run-into";
import { waitForWeb, warmUp } from "./warm-up";

// `npm run dev`: everything the product needs, on this machine alone, until Ctrl-C.
const root = resolve(import.meta.dirname, "..");
const startedAt = Date.now();
const port = Number(process.env.PORT || 3000);
const dataDir = process.env.DATA_DIR || ".data";
const folder = resolve(root, dataDir);
const say = (line: string) => console.log(line);

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character starts the code.
const cursorCodes = /\u001b\[\?25[hl]/g;

let releaseLock = () => {};
let services: Embedded | undefined;
const apps: Child[] = [];
let stopping: Promise<void> | undefined;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop(0));
process.on("disconnect", () => stop(1));
process.channel?.unref();

try {
  await start();
} catch (error) {
  if (!stopping) console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  await stop(1);
}

async function start() {
  const lock = takeLock(folder, "dev");
  if (typeof lock !== "function") {
    throw new Error(
      lock.purpose === "dev"
        ? `npm run dev already runs on ${dataDir} (process ${lock.pid}). Open the desk there, or stop it first.`
        : `npm run crm is using ${dataDir} at the moment (process ${lock.pid}). Try again when it has finished.`,
    );
  }
  releaseLock = lock;
  await checkPort();
  say("Starting what the environment does not name:");
  services = await startEmbedded({ dataDir, env: process.env, port, say });
  const { env } = services;
  parseEnv({ ...env, NODE_ENV: "development" });
  Object.assign(process.env, env);
  if (stopping) return;

  say("Starting the web server…");
  apps.push(await startWeb(env));
  // It takes seconds to compile its first answer: the database is made ready meanwhile.
  await Promise.all([waitForWeb(port), prepareDatabase(env).then(() => startWorker(env))]);
  if (env.SIMULATOR_URL) await setWebhook(env);
  writeDevState(folder, { ...readDevState(folder), running: { env } });
  greet(env);
  void warmUp(port);
}

async function checkPort() {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`PORT must be a number between 1 and 65535, not "${process.env.PORT}".`);
  }
  // A predecessor that was killed may take a moment to let go.
  for (let attempt = 0; attempt < 10; attempt++) {
    if (await isPortFree(port)) return;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(
    `Port ${port} is taken by another program. Stop it, or choose another port: PORT=${port + 1} npm run dev`,
  );
}

async function prepareDatabase(env: Record<string, string>) {
  say("Migrating the database…");
  await migrate(env.DATABASE_URL ?? "");
  // A process of its own: the seed's memory is given back, and its failure leaves the rest running.
  const code = await runInto(say, "scripts/seed.ts", ["--once"], env);
  if (code !== 0) say("The demo data could not be written, see above; everything else runs.");
}

function startWeb(env: Record<string, string>): Promise<Child> {
  return startChild({
    name: "web",
    script: "node_modules/next/dist/bin/next",
    args: ["dev", "-p", String(port), "-H", "127.0.0.1"],
    env: { ...env, NODE_ENV: "development", NEXT_TELEMETRY_DISABLED: "1" },
    announcesReady: false,
    say: (line) => sayOf("web", line),
  });
}

async function startWorker(env: Record<string, string>) {
  if (env.JOBS_ENGINE === "trigger" || !existsSync(resolve(root, "jobs/worker.ts"))) return;
  say("Starting the job worker…");
  const worker = await startChild({
    name: "worker",
    script: "jobs/worker.ts",
    env: { ...env, NODE_ENV: "development" },
    announcesReady: false,
    say: (line) => sayOf("worker", line),
  });
  apps.push(worker);
}

function sayOf(name: string, line: string) {
  // Next shows and hides the cursor even where there is no terminal.
  if (line.replace(cursorCodes, "").trim()) console.log(`[${name}] ${line}`);
}

function greet(env: Record<string, string>) {
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  const lines = [
    `Ready in ${seconds} s.`,
    "",
    `  The desk        http://localhost:${port}`,
    ...(env.SIMULATOR_URL
      ? [
          `  Telegram        ${env.SIMULATOR_URL}  (simulated: play clients and operators here)`,
          "",
          "  To sign in: open the desk, copy the code it shows, open the simulated Telegram,",
          "  choose Мария Петрова (admin) among the operators, send /auth CODE to the bot and",
          "  press the number that the desk shows.",
        ]
      : [
          "",
          "  To sign in: npm run crm -- create-admin --name … --telegram-id …, then send",
          "  /auth CODE to your bot with the code that the desk shows.",
        ]),
    "",
    "  Ctrl-C stops everything; the data stays.",
    "",
  ];
  say(`\n${lines.join("\n")}`);
}

function stop(code: number): Promise<void> {
  stopping ??= (async () => {
    if (services) say("\nStopping…");
    await Promise.all(apps.map((app) => app.stop()));
    await services?.stop();
    if (services) writeDevState(folder, withoutRunning());
    releaseLock();
    process.exit(code);
  })();
  return stopping;
}

function withoutRunning() {
  const { running: _, ...rest } = readDevState(folder);
  return rest;
}
