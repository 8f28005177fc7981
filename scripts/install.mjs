// Installs the packages of the lock file when node_modules lacks one of them or has another version.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What npm itself has put into node_modules, by the same paths as in the lock file. */
const listFile = "node_modules/.package-lock.json";

/**
 * Returns once everything that package-lock.json names is in node_modules; false: it could not be
 * installed. Nothing is touched unless a package differs: `npm ci` removes all of node_modules first,
 * also under processes that run from it.
 */
export function install(root) {
  if (isInstalled(root)) return true;
  const lock = join(tmpdir(), `crm-install-${createHash("sha256").update(root).digest("hex")}`);
  waitForOtherInstall(lock);
  try {
    if (isInstalled(root)) return true;
    const why = existsSync(join(root, listFile))
      ? ": node_modules differs from package-lock.json"
      : "";
    console.log(`Installing packages (npm ci)${why}…`);
    // Warnings are about the Node of the shell; the scripts run on the one among the packages.
    const flags = ["--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
    // A registry that lacks some other platform's optional package makes `npm ci` refuse the lock;
    // `npm install --no-save` takes the same locked versions and leaves the lock as it is.
    const isDone = runNpm(root, "ci", flags) || runNpm(root, "install", ["--no-save", ...flags]);
    // npm writes its list before the last scripts: without it the next start tries again.
    if (!isDone) rmSync(join(root, listFile), { force: true });
    return isDone;
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function runNpm(root, command, flags) {
  // npm names its own script file here: the same npm installs, even where `npm` is a wrapper.
  const npm = process.env.npm_execpath;
  const [program, first] = npm?.endsWith("npm-cli.js")
    ? [process.execPath, [npm]]
    : [process.platform === "win32" ? "npm.cmd" : "npm", []];
  const { status } = spawnSync(program, [...first, command, ...flags], {
    stdio: "inherit",
    cwd: root,
  });
  return status === 0;
}

/** Where our own Node is, a package like the others. */
export const ownNode = (root) =>
  join(root, "node_modules/.bin", process.platform === "win32" ? "node.cmd" : "node");

/** Whether node_modules holds each package of the lock file in its version, other platforms' aside. */
export function isInstalled(root) {
  if (!existsSync(join(root, listFile)) || !existsSync(ownNode(root))) return false;
  const { "": _project, ...locked } = readPackages(join(root, "package-lock.json"));
  const found = readPackages(join(root, listFile));
  const isSame = ([path, { version, integrity, optional }]) => {
    const one = found[path];
    // Optional packages are mostly another platform's.
    if (!one) return optional === true;
    return one.version === version && one.integrity === integrity && existsSync(join(root, path));
  };
  // What somebody added beside the lock file harms nobody; inside a locked package it replaces another.
  const isInTheWay = (path) => {
    const [top] = /^node_modules\/(@[^/]+\/)?[^/]+/.exec(path) ?? [];
    return !locked[path] && path !== top && top in locked;
  };
  return Object.entries(locked).every(isSame) && !Object.keys(found).some(isInTheWay);
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
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
