// Every npm script enters here, on whatever Node and npm the machine has: installs what the lock
// file says when node_modules is missing or older, then runs the target on our own Node 24.
// Usage: node scripts/run.mjs [--no-install] [--no-env] <target> [arguments]
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const ownNode = join(root, "node_modules/.bin", process.platform === "win32" ? "node.cmd" : "node");
const stampFile = join(root, "node_modules/.lock-hash");

const args = process.argv.slice(2);
const installs = !takeFlag("--no-install");
const readsEnvFiles = !takeFlag("--no-env");
process.chdir(root);
if (installs) install();
if (readsEnvFiles) loadEnvFiles();
run();

function takeFlag(flag) {
  const at = args.indexOf(flag);
  // Only before the target: what follows belongs to it.
  if (at < 0 || args.slice(0, at).some((arg) => !arg.startsWith("--"))) return false;
  args.splice(at, 1);
  return true;
}

function install() {
  if (isInstalled()) return;
  const lock = join(tmpdir(), `crm-install-${createHash("sha256").update(root).digest("hex")}`);
  waitForOtherInstall(lock);
  try {
    if (isInstalled()) return;
    console.log("Installing packages (npm ci), once for this lock file…");
    // npm names its own script file here: the same npm installs, even where `npm` is a wrapper.
    const npm = process.env.npm_execpath;
    const flags = ["ci", "--include=dev", "--no-audit", "--no-fund"];
    const runNpm = (parameters) => {
      const [command, all] = npm?.endsWith("npm-cli.js")
        ? [process.execPath, [npm, ...parameters]]
        : [process.platform === "win32" ? "npm.cmd" : "npm", parameters];
      return spawnSync(command, all, { stdio: "inherit", cwd: root }).status === 0;
    };
    // A registry that lacks some other platform's optional package makes `npm ci` refuse the lock;
    // `npm install --no-save` takes the same locked versions and leaves the lock as it is.
    const isDone = runNpm(flags) || runNpm(["install", "--no-save", ...flags.slice(1)]);
    if (!isDone) {
      fail(
        "The packages could not be installed, see above. With a working network, running this again is all it needs.",
      );
    }
    writeFileSync(stampFile, lockHash());
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function isInstalled() {
  const marker = join(root, "node_modules/.package-lock.json");
  if (!existsSync(marker) || !existsSync(ownNode)) return false;
  const hash = lockHash();
  if (existsSync(stampFile)) return readFileSync(stampFile, "utf8") === hash;
  if (statSync(marker).mtimeMs < statSync(join(root, "package-lock.json")).mtimeMs) return false;
  writeFileSync(stampFile, hash);
  return true;
}

function lockHash() {
  return createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
}

// `npm run dev` and `npm test` may be started together on a bare clone.
function waitForOtherInstall(lock) {
  for (;;) {
    try {
      mkdirSync(lock);
      writeFileSync(join(lock, "pid"), String(process.pid));
      return;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    const owner = Number(existsSync(join(lock, "pid")) && readFileSync(join(lock, "pid"), "utf8"));
    if (owner && !isAlive(owner)) rmSync(lock, { recursive: true, force: true });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

// What is set already wins over the files, and .env.local over .env.
function loadEnvFiles() {
  for (const file of [".env.local", ".env"]) if (existsSync(file)) process.loadEnvFile(file);
}

function run() {
  if (!existsSync(args[0] ?? "")) fail(`There is no ${args[0] ?? "target"} to run.`);
  // A production image has no development dependencies, so not this Node either: its own is 24.
  const node = existsSync(ownNode) ? ownNode : process.execPath;
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
