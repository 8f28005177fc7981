import { type ChildProcess, execFileSync } from "node:child_process";
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { install } from "@/scripts/install.mjs";
import { spawnChild, stopChild } from "../child";
import { freePort } from "../postgres";
import { waitFor } from "../wait-for";

const node = resolve("node_modules/.bin/node");
const schema = ["db/migrations", "db/functions"];

/**
 * The commit whose web server runs while our migrations do: the newest one with other migrations or
 * SQL functions than the working tree, or the one that `PREVIOUS_REV` names. Null in a clone whose history
 * does not reach it.
 */
export function previousRevision(): string | null {
  try {
    const given = process.env.PREVIOUS_REV;
    if (given) return git("rev-parse", "--verify", `${given}^{commit}`);
    if (git("status", "--porcelain", "--", ...schema)) return git("rev-parse", "HEAD");
    const change = git("log", "-1", "--format=%H", "--", ...schema);
    return git("rev-parse", "--verify", `${change}^`);
  } catch {
    return null;
  }
}

/** Builds the web server of that commit, with its own packages, and starts it with `env`. */
export async function startPreviousWeb(revision: string, env: Record<string, string>) {
  // Outside of the project: Next takes the topmost folder with a lock file for its root.
  const folder = mkdtempSync(join(tmpdir(), "crm-previous-web-"));
  let child: ChildProcess | undefined;
  const stop = async () => {
    if (child) await stopChild(child, "SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    build(folder, revision);
    const port = await freePort();
    child = spawnChild(node, [join(folder, ".next/standalone/server.js")], {
      ...env,
      NODE_ENV: "production",
      HOSTNAME: "127.0.0.1",
      PORT: String(port),
    });
    const url = `http://127.0.0.1:${port}`;
    const health = () => fetch(`${url}/api/health/`).catch(() => null);
    await waitFor(async () => (await health())?.ok, "the previous web server", 60_000);
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function build(folder: string, revision: string): void {
  const input = execFileSync("git", ["archive", revision], { maxBuffer: 256 * 1024 * 1024 });
  execFileSync("tar", ["-x", "-C", folder], { input });
  const lock = (root: string) => readFileSync(join(root, "package-lock.json"), "utf8");
  if (lock(folder) === lock(".")) takeOurPackages(folder);
  if (!install(folder)) throw new Error(`the packages of ${revision} cannot be installed`);
  execFileSync(node, ["node_modules/next/dist/bin/next", "build"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, NODE_ENV: "production", TYPES_CHECKED_ELSEWHERE: "1" },
  });
}

/** Saves an installation; where the folder is on another file system, nothing is taken. */
function takeOurPackages(folder: string): void {
  const target = join(folder, "node_modules");
  try {
    linkAll("node_modules", target);
  } catch {
    rmSync(target, { recursive: true, force: true });
  }
}

/** Hard links of the files, as Turbopack follows no symbolic link that leaves the project. */
function linkAll(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [old, name] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkAll(old, name);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(old), name);
    else linkSync(old, name);
  }
}

function git(...args: string[]): string {
  return execFileSync("git", args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();
}
