// Every npm script enters here, on whatever Node and npm the machine has: installs what the lock
// file says when node_modules lacks some of it, then runs the target on our own Node 24.
// Usage: node scripts/run.mjs [--no-install] [--no-env] <target> [arguments]
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { install, ownNode } from "./install.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const args = process.argv.slice(2);
const installs = !takeFlag("--no-install");
const readsEnvFiles = !takeFlag("--no-env");
process.chdir(root);
if (installs && !install(root)) {
  fail(
    "The packages could not be installed, see above. With a working network, running this again is all it needs.",
  );
}
if (readsEnvFiles) loadEnvFiles();
run();

function takeFlag(flag) {
  const at = args.indexOf(flag);
  // Only before the target: what follows belongs to it.
  if (at < 0 || args.slice(0, at).some((arg) => !arg.startsWith("--"))) return false;
  args.splice(at, 1);
  return true;
}

// What is set already wins over the files, and .env.local over .env.
function loadEnvFiles() {
  for (const file of [".env.local", ".env"]) if (existsSync(file)) process.loadEnvFile(file);
}

function run() {
  if (!existsSync(args[0] ?? "")) fail(`There is no ${args[0] ?? "target"} to run.`);
  // A production image has no development dependencies, so not this Node either: its own is 24.
  const node = existsSync(ownNode(root)) ? ownNode(root) : process.execPath;
  const path = `${join(root, "node_modules/.bin")}${process.platform === "win32" ? ";" : ":"}${process.env.PATH}`;
  // As in the image (Dockerfile), unless somebody decided otherwise.
  const isLimited = args[0] === "scripts/start.mjs" && !process.env.NODE_OPTIONS;
  const limits = isLimited ? ["--max-old-space-size=256", "--max-semi-space-size=8"] : [];
  const tsx = args[0].endsWith(".ts") ? ["--import", "tsx"] : [];
  // The extra channel closes when this process dies in whatever way, and the target takes notice.
  const child = spawn(node, [...limits, ...tsx, ...args], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, PATH: path },
  });
  child.once("error", (error) => fail(`Cannot start ${node}: ${error.message}`));
  // A terminal's Ctrl-C reaches the child as well; a signal sent to this process alone does not.
  process.on("SIGINT", () => child.kill("SIGINT"));
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  process.on("SIGHUP", () => child.kill("SIGTERM"));
  child.once("exit", (code) => process.exit(code ?? 1));
  if (process.env.npm_lifecycle_event) stopWithNpm(child);
}

// A killed npm tells nobody: its children only get another parent. Between it and us there may be a shell.
function stopWithNpm(child) {
  const parent = process.ppid;
  const npm = parentOf(parent);
  const isThere = () => process.ppid === parent && parentOf(parent) === npm;
  const watch = setInterval(() => isThere() || child.kill("SIGTERM"), 1000);
  watch.unref();
}

/** Linux tells it in a file: the second number after the name, which is in brackets. */
function parentOf(pid) {
  try {
    const facts = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(facts.slice(facts.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return undefined;
  }
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
